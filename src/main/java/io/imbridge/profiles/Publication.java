package io.imbridge.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What a folded event writes: the new states, and the records of the profiles that changed. */
final class Publication {
    private final byte[] group;
    private final Map<String, byte[]> topics = new TreeMap<>();
    private final List<Record<byte[], Output>> records = new ArrayList<>();

    /**
     * Makes the states and records.
     *
     * @param time the time of the records, in milliseconds since 1970
     */
    Publication(Change change, Fold.Outcome outcome, long time) {
        GroupState after = outcome.group();
        group = StateJson.write(after);
        if (outcome.isGroupPublished()) {
            ObjectNode profile = after.isAlive() ? ProfileJson.of(change.sdkAppId(), change.groupId(), after) : null;
            add(Output.Kind.GROUP, change.sdkAppId(), change.groupId(), profile, after.version(), after.newest(), time);
        }
        outcome.topics().forEach((id, topic) -> topics.put(change.topicKey(id), StateJson.write(topic)));
        outcome.published().forEach((id, topic) -> {
            ObjectNode profile = topic.isAliveIn(after.lifecycle())
                    ? ProfileJson.of(change.sdkAppId(), id, topic, after.lifecycle())
                    : null;
            Statement newest = topic.newest(after.lifecycle());
            add(Output.Kind.TOPIC, change.sdkAppId(), id, profile, topic.version(), newest, time);
        });
    }

    private void add(
            Output.Kind kind,
            String app,
            String id,
            @Nullable ObjectNode profile,
            long version,
            Statement statement,
            long time) {
        String type = kind == Output.Kind.GROUP ? ProfileHeaders.GROUP_TYPE : ProfileHeaders.TOPIC_TYPE;
        byte[] value = profile == null ? null : EventJson.bytes(profile);
        records.add(new Record<>(
                Change.key(app, id).getBytes(UTF_8),
                new Output(kind, value),
                time,
                ProfileHeaders.of(type, app, id, version, ProfileJson.time(statement), value != null)));
    }

    byte[] group() {
        return group;
    }

    /** The states of topics, by key. */
    Map<String, byte[]> topics() {
        return topics;
    }

    List<Record<byte[], Output>> records() {
        return records;
    }

    /** The length of the largest value, in bytes. */
    int largest() {
        int largest = group.length;
        for (byte[] topic : topics.values()) {
            largest = Math.max(largest, topic.length);
        }
        for (Record<byte[], Output> record : records) {
            byte[] value = record.value().value();
            largest = Math.max(largest, value == null ? 0 : value.length);
        }
        return largest;
    }
}
