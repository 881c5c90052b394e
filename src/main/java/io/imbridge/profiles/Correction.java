package io.imbridge.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.profiles.ProfilesObserver.DriftKind;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A correction that a read made to the profile of a group or a topic: the differences between the profile and the
 * vendor's answer.
 *
 * @param topicId null if the correction is about the group itself
 * @param kind {@link DriftKind#DIFFERENT} if fields were different; otherwise the group or topic was unknown here,
 *     or has ended
 * @param version the version of the corrected profile
 * @param since the last statement before the read; null if there was none
 * @param differences the differences, each with its field's place in a profile; empty unless fields were different
 */
record Correction(
        @Nullable String topicId,
        DriftKind kind,
        long version,
        @Nullable Statement since,
        List<Difference> differences) {
    private static final String GROUP = "group";
    private static final String TOPIC = "topic";

    /** These limits bound the record, whatever the vendor answers. */
    private static final int MOST = 20;

    private static final int LONGEST = 200;

    /**
     * A difference in one field.
     *
     * @param was null if no value was known
     * @param is null if the field has no value
     * @param since when the former state was stated; null if it never was
     */
    record Difference(
            String place,
            @Nullable String was,
            @Nullable String is,
            @Nullable Statement since) {
        DriftKind kind() {
            return was == null ? DriftKind.UNKNOWN : is == null ? DriftKind.ENDED : DriftKind.DIFFERENT;
        }

        /**
         * The name under which the difference is counted. Strangers choose the names of a map's entries, so the map's
         * name counts.
         */
        String field() {
            int dot = place.indexOf('.');
            return dot < 0 ? place : place.substring(0, dot);
        }
    }

    /**
     * Whether the read contradicts an earlier statement. If a read is the first to state something, it corrects
     * nothing.
     */
    boolean isTold() {
        return kind == DriftKind.DIFFERENT ? !known().isEmpty() : since != null;
    }

    private List<Difference> known() {
        return differences.stream()
                .filter(difference -> difference.since() != null)
                .toList();
    }

    /** Reports the correction to the observer under its field and kind. */
    void count(ProfilesObserver observer) {
        if (kind == DriftKind.DIFFERENT) {
            differences.forEach(difference -> observer.drifted(difference.field(), difference.kind()));
        } else {
            observer.drifted(topicId == null ? GROUP : TOPIC, kind);
        }
    }

    /**
     * The record of the correction.
     *
     * @param read the read that made the correction
     * @param time the time of the record, in milliseconds since 1970
     * @param maxBytes the largest value that Kafka accepts; if the value would be larger, the single fields are
     *     left out
     */
    Record<byte[], Output> record(Change read, long time, int maxBytes) {
        byte[] value = EventJson.bytes(json(read, MOST));
        if (value.length > maxBytes) {
            value = EventJson.bytes(json(read, 0));
        }
        String id = topicId == null ? read.groupId() : topicId;
        String asked = ProfileJson.time(read.bare());
        return new Record<>(
                read.groupId().getBytes(UTF_8),
                new Output(Output.Kind.CORRECTION, value),
                time,
                ProfileHeaders.ofCorrection(read.sdkAppId(), id, version, asked));
    }

    private ObjectNode json(Change read, int most) {
        ObjectNode json = EventJson.MAPPER.createObjectNode();
        json.put("corrected", kind == DriftKind.DIFFERENT ? "fields" : kind.word());
        json.put("sdkAppId", read.sdkAppId()).put("groupId", read.groupId());
        if (topicId != null) {
            json.put("topicId", topicId);
        }
        put(json, "since", since == null ? null : ProfileJson.time(since));
        if (kind == DriftKind.DIFFERENT) {
            List<Difference> known = known();
            ArrayNode shown = json.putArray("differences");
            for (Difference difference : known.subList(0, Math.min(most, known.size()))) {
                ObjectNode one = shown.addObject().put("field", cut(difference.place()));
                put(one, "was", difference.was());
                put(one, "is", difference.is());
                put(one, "since", difference.since() == null ? null : ProfileJson.time(difference.since()));
            }
            json.put("more", known.size() - shown.size());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, cut(value));
        }
    }

    private static String cut(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }

    /** The oldest former statement of all the differences. */
    static @Nullable Statement oldest(List<Difference> differences) {
        return differences.stream()
                .map(Difference::since)
                .filter(Objects::nonNull)
                .reduce(null, Statement::older);
    }
}
