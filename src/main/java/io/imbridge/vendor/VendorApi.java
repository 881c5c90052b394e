package io.imbridge.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Asks the vendor about one app's groups and topics, within the budget of each call. It asks again with growing pauses
 * where that may help. It waits for answers, and many threads may use it.
 */
final class VendorApi {
    private static final List<String> GROUP_FILTER = Stream.concat(
                    Stream.of("Type", "Owner_Account", "CreateTime", "LastInfoTime"),
                    Arrays.stream(ProfileField.values()).map(ProfileField::vendorName))
            .toList();

    /** The names of the list of topics: the one that answers really have, and those that the vendor's pages give. */
    private static final List<String> TOPIC_LISTS = List.of("TopicAndSelfInfo", "TopicInfoList", "TopicInfo");

    private final String administrator;
    private final List<String> customFields;
    private final RestCall call;
    private final Map<Api, Budget> budgets = new EnumMap<>(Api.class);
    private final TypedGuard<RestCall.Answer> guard;

    VendorApi(RestCall call, VendorSettings.App app, int requestsPerSecond, Retries retries) {
        this.call = call;
        this.administrator = app.administrator();
        this.customFields = app.customFields().orElse(List.of());
        for (Api api : Api.values()) {
            budgets.put(api, new Budget(api.perSecond(requestsPerSecond), Budget.SECOND));
        }
        this.guard = TypedGuard.create(RestCall.Answer.class)
                .withRetry()
                .maxRetries(retries.times())
                .delay(retries.first().toMillis(), ChronoUnit.MILLIS)
                .maxDuration(0, ChronoUnit.MILLIS)
                .jitter(retries.first().toMillis() / 4, ChronoUnit.MILLIS)
                .whenException(failure ->
                        failure instanceof VendorException vendor && vendor.kind() != VendorException.Kind.REFUSED)
                .withExponentialBackoff()
                .maxDelay(retries.longest().toMillis(), ChronoUnit.MILLIS)
                .done()
                .done()
                .build();
    }

    /**
     * How often and with which pauses a question is repeated.
     *
     * @param first the pause before the second attempt; it doubles with each attempt
     */
    record Retries(int times, Duration first, Duration longest) {
        static final Retries PATIENT = new Retries(6, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    /**
     * A page of the ids of all groups.
     *
     * @param next 0 for the first page
     * @throws VendorException when all attempts failed, or the answer does not say which ids exist and where the
     *     list continues
     */
    VendorAnswer.Ids groups(long next, int limit) throws VendorException, InterruptedException {
        ObjectNode question =
                VendorJson.MAPPER.createObjectNode().put("Limit", limit).put("Next", next);
        RestCall.Answer answer = ask(Api.GROUP_LIST, question);
        JsonNode list = answer.json().path("GroupIdList");
        if (!list.isArray()) {
            throw odd("the answer has no list of groups");
        }
        List<String> ids = new ArrayList<>();
        list.forEach(entry -> {
            String id = VendorJson.text(entry, "GroupId");
            if (id != null) {
                ids.add(id);
            }
        });
        return new VendorAnswer.Ids(
                answer.asked(), ids, number(answer.json(), "Next"), number(answer.json(), "TotalCount"));
    }

    private static long number(JsonNode json, String name) throws VendorException {
        JsonNode number = json.path(name);
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
            throw odd("the answer has no " + name);
        }
        return number.longValue();
    }

    private static VendorException odd(String what) {
        return new VendorException(VendorException.Kind.FAILED, what);
    }

    /**
     * Describes groups.
     *
     * @param ids at most {@value Api#MOST_GROUPS}
     * @throws VendorException when all attempts failed
     */
    VendorAnswer.Profiles groupInfo(List<String> ids) throws VendorException, InterruptedException {
        ObjectNode question = VendorJson.MAPPER.createObjectNode();
        ids.forEach(question.putArray("GroupIdList")::add);
        // The filter leaves out members and every custom field that it does not name. So each custom field must be
        // named.
        ObjectNode filter = question.putObject("ResponseFilter");
        GROUP_FILTER.forEach(filter.putArray("GroupBaseInfoFilter")::add);
        if (!customFields.isEmpty()) {
            customFields.forEach(filter.putArray("AppDefinedDataFilter_Group")::add);
        }
        RestCall.Answer answer = ask(Api.GROUP_INFO, question);
        VendorAnswer.Profiles profiles = profiles(answer);
        for (JsonNode group : answer.json().path("GroupInfo")) {
            String id = VendorJson.text(group, "GroupId", "");
            // Skips a group that was not in the question: nobody knows what else that group would need.
            if (id.isEmpty() || ids.contains(id)) {
                sort(profiles, id, group, Fields.ofGroup(group, customFields));
            }
        }
        ids.stream()
                .filter(id -> !profiles.found().containsKey(id)
                        && !profiles.gone().contains(id)
                        && !profiles.failed().containsKey(id))
                .forEach(id -> profiles.failed().put(id, "the answer does not have it"));
        return profiles;
    }

    /**
     * Describes the topics of a community.
     *
     * @throws VendorException when all attempts failed
     */
    VendorAnswer.Profiles topics(String groupId) throws VendorException, InterruptedException {
        ObjectNode question =
                VendorJson.MAPPER.createObjectNode().put("GroupId", groupId).put("From_Account", administrator);
        RestCall.Answer answer = ask(Api.TOPICS, question);
        VendorAnswer.Profiles profiles = profiles(answer);
        for (JsonNode entry : topicList(answer.json())) {
            JsonNode topic = entry.path("TopicInfo").isObject() ? entry.get("TopicInfo") : entry;
            String id = VendorJson.text(topic, "TopicId", VendorJson.text(entry, "TopicId", ""));
            sort(profiles, id, entry, Fields.ofTopic(topic));
        }
        return profiles;
    }

    private static JsonNode topicList(JsonNode answer) throws VendorException {
        for (String name : TOPIC_LISTS) {
            if (answer.path(name).isArray()) {
                return answer.get(name);
            }
        }
        // An answer without a list does not prove that there are no topics. Treating it so would end all known topics.
        throw new VendorException(VendorException.Kind.FAILED, "the answer has no list of topics");
    }

    private static VendorAnswer.Profiles profiles(RestCall.Answer answer) {
        return new VendorAnswer.Profiles(
                answer.asked(), new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashMap<>());
    }

    private static void sort(VendorAnswer.Profiles profiles, String id, JsonNode entry, ObjectNode fields) {
        int code = entry.path("ErrorCode").asInt();
        if (id.isEmpty()) {
            profiles.failed().put("?", "an entry of the answer has no id");
        } else if (code == ErrorCodes.GOOD && !fields.has(Fields.NAME)) {
            // Publishing the entry would remove the name from the profile.
            profiles.failed().put(id, "the answer does not have its name");
        } else if (code == ErrorCodes.GOOD) {
            profiles.found().put(id, fields);
        } else if (ErrorCodes.isNoGroup(code)) {
            profiles.gone().add(id);
        } else {
            profiles.failed().put(id, ErrorCodes.sentence(code, VendorJson.text(entry, "ErrorInfo", "")));
        }
    }

    private RestCall.Answer ask(Api api, ObjectNode question) throws VendorException, InterruptedException {
        Budget budget = Objects.requireNonNull(budgets.get(api));
        try {
            return guard.call(() -> call.ask(api, question, budget));
        } catch (VendorException | InterruptedException | RuntimeException known) {
            throw known;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
