package io.imbridge.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Lists the groups of an app that this instance keeps, in the order of their ids' bytes. */
final class GroupList {
    private static final Comparator<Profiles.Entry> BY_ID = (one, other) -> Arrays.compareUnsigned(
            one.groupId().getBytes(UTF_8), other.groupId().getBytes(UTF_8));

    private GroupList() {}

    /**
     * Lists groups.
     *
     * @param after the list begins after this id; empty for the first group
     */
    static List<Profiles.Entry> of(KafkaStreams streams, String sdkAppId, String after, int limit) {
        List<Profiles.Entry> found = new ArrayList<>();
        for (int partition : LocalStores.partitions(streams)) {
            add(streams, partition, sdkAppId, after, limit, found);
        }
        return first(found, limit);
    }

    /** The first groups of several lists together, in order. */
    static List<Profiles.Entry> first(List<Profiles.Entry> groups, int limit) {
        return groups.stream().sorted(BY_ID).limit(limit).toList();
    }

    private static void add(
            KafkaStreams streams, int partition, String app, String after, int limit, List<Profiles.Entry> found) {
        String prefix = Change.key(app, "");
        // The character ';' follows ':', so this key is after all groups of the app.
        try (KeyValueIterator<String, byte[]> groups =
                LocalStores.of(streams, StoreNames.GROUPS, partition).range(prefix + after, app + ";")) {
            for (int count = 0; groups.hasNext() && count < limit; ) {
                KeyValue<String, byte[]> entry = groups.next();
                String id = entry.key.substring(prefix.length());
                GroupState group = StateJson.group(entry.value);
                if (group.isAlive() && !id.equals(after)) {
                    found.add(new Profiles.Entry(id, EventJson.bytes(ProfileJson.of(app, id, group))));
                    count++;
                }
            }
        }
    }
}
