package io.imbridge.normalize;

import java.util.List;
import java.util.Map;

/**
 * Writes what only the four profile commands have: lists of topics, owner, what changed, custom fields.
 *
 * <p>The vendor's documents: "After a Topic Is Created", "Topic Profile Change Webhook", "After a Topic Is Deleted",
 * "After Modifying Group Profiles". Absent means unchanged, an empty string means cleared.
 */
final class ProfileFields {
    private static final List<Map.Entry<String, String>> CHANGES = List.of(
            Map.entry("Name", "name"),
            Map.entry("Introduction", "introduction"),
            Map.entry("Notification", "notification"),
            Map.entry("FaceUrl", "faceUrl"));

    private static final PairList CUSTOM_FIELDS = new PairList("UserDefinedDataList", "Key", "Value");

    private ProfileFields() {}

    /** Writes the list of topics: the tables say it is a string, the samples an array of strings. */
    static void writeTopicIds(JsonMembers body, JsonWriter out) {
        JsonSlice list = body.get("TopicIdList");
        if (list == null) {
            return;
        }
        if (list.isString()) {
            out.name("topicIds").begin('[').value(list).end(']');
            body.take("TopicIdList");
        } else if (list.isArray() && JsonReader.elements(list).stream().allMatch(JsonSlice::isString)) {
            out.name("topicIds").value(list);
            body.take("TopicIdList");
        }
    }

    static void writeChanges(JsonMembers body, JsonWriter out) {
        boolean any = false;
        for (Map.Entry<String, String> change : CHANGES) {
            JsonSlice value = body.takeString(change.getKey());
            if (value != null) {
                if (!any) {
                    out.name("changes").begin('{');
                    any = true;
                }
                out.name(change.getValue()).value(value);
            }
        }
        if (any) {
            out.end('}');
        }
    }

    static void writeCustomFields(JsonMembers body, JsonWriter out) {
        CUSTOM_FIELDS.write(body, "customFields", out);
    }
}
