package io.imbridge.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.VendorGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the profiles in Kafka with the vendor's data. */
final class VendorTruth {
    private static final Map<String, String> FIELDS = Arrays.stream(ProfileField.values())
            .collect(Collectors.toMap(ProfileField::vendorName, ProfileField::eventName));

    private VendorTruth() {}

    /** The differences; empty if there are none. */
    static List<String> differences(VendorGroups.InMemory truth, ProfilesRig rig) {
        Map<String, String> expected = new TreeMap<>();
        for (String id : truth.ids(0, Integer.MAX_VALUE)) {
            ObjectNode group = truth.group(id);
            TreeSet<String> topics = new TreeSet<>();
            truth.topics(id).forEach(topic -> {
                String topicId = topic.get("TopicId").textValue();
                topics.add(topicId);
                expected.put("topic " + topicId, fields(topic, true) + " of " + id);
            });
            expected.put("group " + id, fields(group, true) + " by leckie with " + topics);
        }
        Map<String, String> found = new TreeMap<>();
        last(rig.published("groups")).forEach((id, profile) -> {
            TreeSet<String> topics = new TreeSet<>();
            profile.path("topicIds").forEach(topic -> topics.add(topic.textValue()));
            found.put(
                    "group " + id,
                    fields(profile, false) + " by " + profile.path("owner").asText() + " with " + topics);
        });
        last(rig.published("topics"))
                .forEach((id, profile) -> found.put(
                        "topic " + id,
                        fields(profile, false) + " of "
                                + profile.path("groupId").asText()));
        List<String> differences = new ArrayList<>();
        TreeSet<String> all = new TreeSet<>(expected.keySet());
        all.addAll(found.keySet());
        for (String subject : all) {
            if (!String.valueOf(expected.get(subject)).equals(found.get(subject))) {
                differences.add(subject + ": " + expected.get(subject) + " but " + found.get(subject));
            }
        }
        return differences;
    }

    /** The number of profiles that are not complete. */
    static long incomplete(ProfilesRig rig) {
        return last(rig.published("groups")).values().stream()
                        .filter(profile -> !profile.get("complete").booleanValue())
                        .count()
                + last(rig.published("topics")).values().stream()
                        .filter(profile -> !profile.get("complete").booleanValue())
                        .count();
    }

    /** Unknown values count as empty, because callbacks alone do not report them. */
    private static String fields(JsonNode subject, boolean isVendors) {
        Map<String, String> fields = new TreeMap<>();
        FIELDS.forEach((vendors, ours) ->
                fields.put(ours, subject.path(isVendors ? vendors : ours).asText()));
        return fields.toString();
    }

    private static Map<String, JsonNode> last(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, JsonNode> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String id = new String(record.key(), UTF_8).substring(Callbacks.APP.length() + 1);
            if (record.value() == null) {
                last.remove(id);
            } else {
                last.put(id, ProfilesRig.json(record.value()));
            }
        }
        return last;
    }
}
