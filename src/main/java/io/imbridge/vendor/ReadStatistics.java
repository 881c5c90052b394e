package io.imbridge.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a read found, compared with the profiles that were known when it began. Not safe for many threads. */
final class ReadStatistics {
    private static final List<String> FIELDS = ProfileField.eventNamesAfter("groupType", "owner");

    /** At most this many of the failed groups and topics are named. */
    private static final int NAMED = 100;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Long> changed = new TreeMap<>();
    private final Map<String, String> failed = new LinkedHashMap<>();

    /** Counts one thing under its kind, such as {@code group.new}. */
    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    long count(String subject, String outcome) {
        return counts.getOrDefault(subject + "." + outcome, 0L);
    }

    /** Counts a group or topic that could not be read. */
    void failed(String id, String words) {
        count("group.failed");
        if (failed.size() < NAMED) {
            failed.put(id, words);
        }
    }

    /**
     * Counts a group or topic that was read and was known before.
     *
     * @param subject {@code group} or {@code topic}
     */
    void known(String subject, JsonNode before, ObjectNode now) {
        boolean isChanged = false;
        for (String field : FIELDS) {
            boolean isSame = VendorJson.text(before, field, "").equals(VendorJson.text(now, field, ""));
            isChanged |= isChanged(field, isSame);
        }
        if (now.has(Fields.CUSTOM)) {
            JsonNode custom = before.path(Fields.CUSTOM);
            boolean isSame = now.get(Fields.CUSTOM).properties().stream()
                    .allMatch(entry -> VendorJson.text(custom, entry.getKey(), "")
                            .equals(VendorJson.text(now.get(Fields.CUSTOM), entry.getKey(), "")));
            isChanged |= isChanged(Fields.CUSTOM, isSame);
        }
        count(subject + (isChanged ? ".changed" : ".same"));
    }

    private boolean isChanged(String field, boolean isSame) {
        if (!isSame) {
            changed.merge(field, 1L, Long::sum);
        }
        return !isSame;
    }

    /** The number of groups and topics in which the vendor has another value, by field. */
    Map<String, Long> changed() {
        return changed;
    }

    /** The first groups and topics that failed, with the vendor's words. */
    Map<String, String> failed() {
        return failed;
    }

    ObjectNode json() {
        ObjectNode json = VendorJson.MAPPER.createObjectNode();
        counts.forEach(json.putObject("counts")::put);
        changed.forEach(json.putObject("changed")::put);
        ArrayNode pairs = json.putArray("failed");
        failed.forEach((id, words) -> pairs.addArray().add(id).add(words));
        return json;
    }

    static ReadStatistics of(JsonNode json) {
        ReadStatistics statistics = new ReadStatistics();
        json.path("counts")
                .properties()
                .forEach(entry ->
                        statistics.counts.put(entry.getKey(), entry.getValue().asLong()));
        json.path("changed")
                .properties()
                .forEach(entry ->
                        statistics.changed.put(entry.getKey(), entry.getValue().asLong()));
        json.path("failed")
                .forEach(pair -> statistics.failed.put(
                        pair.path(0).asText(), pair.path(1).asText()));
        return statistics;
    }
}
