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
 * What a read corrected of a group or a topic: in what it had been different from what the vendor has.
 *
 * @param topicId null where it is about the group itself
 * @param kind {@link DriftKind#DIFFERENT} where fields were; else it was not known here, or has ended
 * @param version of the profile that came of it
 * @param since what was told last before; null where nothing was
 * @param differences by the field's place in a profile; none unless fields were different
 */
record Correction(
        @Nullable String topicId,
        DriftKind kind,
        long version,
        @Nullable Statement since,
        List<Difference> differences) {
    private static final String GROUP = "group";
    private static final String TOPIC = "topic";

    /** A record is bounded, whatever the vendor says. */
    private static final int MOST = 20;

    private static final int LONGEST = 200;

    /**
     * One field.
     *
     * @param was null where it had no value that was known
     * @param is null where it has none
     * @param since when its former state was told; null where it never was
     */
    record Difference(
            String place,
            @Nullable String was,
            @Nullable String is,
            @Nullable Statement since) {
        DriftKind kind() {
            return was == null ? DriftKind.UNKNOWN : is == null ? DriftKind.ENDED : DriftKind.DIFFERENT;
        }

        /** What it is counted under: the names of a map's entries are anybody's. */
        String field() {
            int dot = place.indexOf('.');
            return dot < 0 ? place : place.substring(0, dot);
        }
    }

    /** Whether anything was known otherwise. What a read tells for the first time corrects nothing. */
    boolean isTold() {
        return kind == DriftKind.DIFFERENT ? !known().isEmpty() : since != null;
    }

    private List<Difference> known() {
        return differences.stream()
                .filter(difference -> difference.since() != null)
                .toList();
    }

    /** Tells what it counts as. */
    void count(ProfilesObserver observer) {
        if (kind == DriftKind.DIFFERENT) {
            differences.forEach(difference -> observer.drifted(difference.field(), difference.kind()));
        } else {
            observer.drifted(topicId == null ? GROUP : TOPIC, kind);
        }
    }

    /**
     * Its record.
     *
     * @param read what corrected it
     * @param time of the record, in milliseconds since 1970
     * @param maxBytes the largest value that Kafka takes; where it would be larger, single fields are left out
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

    /** The oldest of what was told of the fields. */
    static @Nullable Statement oldest(List<Difference> differences) {
        return differences.stream()
                .map(Difference::since)
                .filter(Objects::nonNull)
                .reduce(null, Statement::older);
    }
}
