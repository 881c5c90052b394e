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
 * Asks the vendor about one app's groups and topics: within the budget of each call, again with growing pauses where that
 * may help. Waits for answers; may be used by many threads.
 */
final class VendorApi {
    private static final List<String> GROUP_FILTER = Stream.concat(
                    Stream.of("Type", "Owner_Account", "CreateTime", "LastInfoTime"),
                    Arrays.stream(ProfileField.values()).map(ProfileField::vendorName))
            .toList();

    /** Where the topics stand: in the answer as it is seen, and in what the vendor's pages call it. */
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
     * How a question is asked again.
     *
     * @param first the pause before the second time; then it doubles
     */
    record Retries(int times, Duration first, Duration longest) {
        static final Retries PATIENT = new Retries(6, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    /**
     * A page of the ids of all groups.
     *
     * @param next 0 for the first page
     * @throws VendorException when all trying was in vain, or the answer does not say what there is and where it goes on
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
     * What groups are.
     *
     * @param ids {@value Api#MOST_GROUPS} at most
     * @throws VendorException when all trying was in vain
     */
    VendorAnswer.Profiles groupInfo(List<String> ids) throws VendorException, InterruptedException {
        ObjectNode question = VendorJson.MAPPER.createObjectNode();
        ids.forEach(question.putArray("GroupIdList")::add);
        // It leaves members out, and what it does not name: so each custom field must be named.
        ObjectNode filter = question.putObject("ResponseFilter");
        GROUP_FILTER.forEach(filter.putArray("GroupBaseInfoFilter")::add);
        if (!customFields.isEmpty()) {
            customFields.forEach(filter.putArray("AppDefinedDataFilter_Group")::add);
        }
        RestCall.Answer answer = ask(Api.GROUP_INFO, question);
        VendorAnswer.Profiles profiles = profiles(answer);
        for (JsonNode group : answer.json().path("GroupInfo")) {
            String id = VendorJson.text(group, "GroupId", "");
            // Of one that was not asked for it is not known what else it would need.
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
     * What the topics of a community are.
     *
     * @throws VendorException when all trying was in vain
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
        // Without a list it is not known that there are none, and those that are known would end.
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
            // Told so, it would have none from now on.
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
