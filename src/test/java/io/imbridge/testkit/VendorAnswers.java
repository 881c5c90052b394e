package io.imbridge.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The answers of the vendor's stand-in, in the form of documents 1047/34960, 34961 and 49469.
 *
 * @param failing the groups that give an error, and the error
 */
record VendorAnswers(VendorGroups groups, Map<String, VendorFault.Code> failing) {
    private static final int MOST_GROUPS = 50;
    private static final int MOST_IDS = 10_000;
    private static final int INVALID = 10004;
    private static final int NO_GROUP = 10010;

    /** A page of the list of all groups. */
    ObjectNode list(JsonNode question) {
        int limit = question.path("Limit").asInt(MOST_IDS);
        long from = question.path("Next").asLong();
        if (limit > MOST_IDS) {
            return error(INVALID, "Limit must not exceed 10000");
        }
        ObjectNode answer = error(0, "");
        ArrayNode ids = answer.put("TotalCount", groups.total()).putArray("GroupIdList");
        groups.ids(from, limit).forEach(id -> ids.addObject().put("GroupId", id));
        return answer.put("Next", from + limit < groups.total() ? from + limit : 0);
    }

    /** Descriptions of groups. */
    ObjectNode info(JsonNode question) {
        if (question.path("GroupIdList").size() > MOST_GROUPS) {
            return error(INVALID, "GroupIdList must not exceed 50");
        }
        ObjectNode answer = error(0, "");
        ArrayNode all = answer.putArray("GroupInfo");
        for (JsonNode id : question.path("GroupIdList")) {
            ObjectNode group = groups.group(id.asText());
            VendorFault.Code fault = failing.get(id.asText());
            if (fault != null || group == null) {
                all.addObject()
                        .put("GroupId", id.asText())
                        .put("ErrorCode", fault == null ? NO_GROUP : fault.code())
                        .put("ErrorInfo", fault == null ? "group not exist" : fault.info());
            } else {
                all.add(filtered(group, question.path("ResponseFilter"))
                        .put("ErrorCode", 0)
                        .put("ErrorInfo", ""));
            }
        }
        return answer;
    }

    /** If there is a filter, the answer has only the fields that it names: document 1047/34961. */
    private static ObjectNode filtered(ObjectNode group, JsonNode filter) {
        ObjectNode told = group.deepCopy();
        if (filter.isObject()) {
            Set<String> names = new HashSet<>(Set.of("GroupId", "AppDefinedData"));
            filter.path("GroupBaseInfoFilter").forEach(name -> names.add(name.asText()));
            told.retain(names);
            Set<String> keys = new HashSet<>();
            filter.path("AppDefinedDataFilter_Group").forEach(key -> keys.add(key.asText()));
            ArrayNode custom = told.putArray("AppDefinedData");
            for (JsonNode entry : group.path("AppDefinedData")) {
                if (keys.contains(entry.path("Key").asText())) {
                    custom.add(entry);
                }
            }
        }
        return told;
    }

    /** Descriptions of the topics of a group. */
    ObjectNode topics(JsonNode question) {
        String id = question.path("GroupId").asText();
        ObjectNode group = groups.group(id);
        if (group == null || !question.path("From_Account").isTextual()) {
            return error(group == null ? NO_GROUP : INVALID, "invalid");
        }
        ObjectNode answer = error(0, "");
        ArrayNode all = answer.putArray("TopicAndSelfInfo");
        for (ObjectNode topic : new ArrayList<>(groups.topics(id))) {
            ObjectNode entry = all.addObject().put("ErrorCode", 0).put("ErrorInfo", "");
            ObjectNode told = topic.deepCopy().put("GroupId", id);
            told.set("TopicName", told.remove("Name"));
            entry.set("TopicInfo", told);
            entry.putObject("SelfInfo").put("MsgFlag", "AcceptAndNotify");
        }
        return answer;
    }

    /** The beginning of an answer; 0 means no error. */
    static ObjectNode error(int code, String info) {
        return GoldenCallback.JSON
                .createObjectNode()
                .put("ActionStatus", code == 0 ? "OK" : "FAIL")
                .put("ErrorCode", code)
                .put("ErrorInfo", info);
    }
}
