package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds the partitions that can have events of a group: Kafka's usual partitioner derives the partition from the
 * group's id, which is the events' key.
 *
 * <p>This is true for a topic only if all its records were sent in this way, and to as many partitions as the topic has
 * now. So the first {@link #LOOKED_AT} records of each partition are checked. If one of them is in an unexpected
 * partition, all partitions of the topic are read. If a topic grew and the check does not show it, it has so few older
 * records that all of them were checked, or it is one in a million.
 */
final class GroupPartitions {
    static final int LOOKED_AT = 20;

    private static final String GROUP = "GroupId";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long TIME = KafkaReaders.PATIENCE.toNanos();

    /** Topics whose events are about no group. */
    private final Set<String> without = new HashSet<>();

    /** For each checked topic, its number of partitions and whether all records were in the expected partitions. */
    private final Map<String, Map<Integer, Boolean>> looked = new ConcurrentHashMap<>();

    GroupPartitions(TopicNames names) {
        Set<String> with = new HashSet<>(Set.of(names.unknown()));
        for (CallbackCommand command : CommandCatalog.all()) {
            boolean isOfGroups = command.key().pointers().stream().anyMatch(pointer -> pointer.contains(GROUP));
            (isOfGroups ? with : without).add(names.of(command.name()));
        }
        without.removeAll(with);
    }

    /** The partitions, among the given ones, that can have events of a group. */
    Set<TopicPartition> of(String groupId, Consumer<byte[], byte[]> client, Set<TopicPartition> all) {
        Map<String, Integer> counts = new HashMap<>();
        all.stream()
                .filter(partition -> !without.contains(partition.topic()))
                .forEach(partition -> counts.merge(partition.topic(), 1, Integer::sum));
        look(client, counts);
        return all.stream()
                .filter(partition -> counts.containsKey(partition.topic()))
                .filter(partition -> {
                    int count = counts.getOrDefault(partition.topic(), 1);
                    return !isAsSent(partition.topic(), count)
                            || partition.partition() == place(groupId.getBytes(UTF_8), count);
                })
                .collect(Collectors.toSet());
    }

    private boolean isAsSent(String topic, int count) {
        return looked.getOrDefault(topic, Map.of()).getOrDefault(count, false);
    }

    private void look(Consumer<byte[], byte[]> client, Map<String, Integer> counts) {
        Set<TopicPartition> fresh = fresh(counts);
        if (fresh.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> left = new HashMap<>();
        Map<TopicPartition, Long> ends = client.endOffsets(fresh, KafkaReaders.PATIENCE);
        Map<String, Boolean> asSent = new HashMap<>();
        fresh.forEach(partition -> asSent.put(partition.topic(), true));
        client.beginningOffsets(fresh, KafkaReaders.PATIENCE).forEach((partition, begin) -> {
            if (begin < ends.getOrDefault(partition, 0L)) {
                left.put(partition, Math.min(begin + LOOKED_AT, ends.getOrDefault(partition, 0L)));
            }
        });
        read(client, left, counts, asSent);
        left.keySet().forEach(partition -> asSent.remove(partition.topic()));
        asSent.forEach((topic, isAsSent) -> looked.put(topic, Map.of(counts.getOrDefault(topic, 0), isAsSent)));
    }

    /** The partitions of topics that were not yet checked with their present number of partitions. */
    private Set<TopicPartition> fresh(Map<String, Integer> counts) {
        Set<TopicPartition> fresh = new HashSet<>();
        counts.forEach((topic, count) -> {
            if (!looked.getOrDefault(topic, Map.of()).containsKey(count)) {
                for (int partition = 0; partition < count; partition++) {
                    fresh.add(new TopicPartition(topic, partition));
                }
            }
        });
        return fresh;
    }

    /** Checks records; partitions that could not be checked in time remain in the map. */
    private static void read(
            Consumer<byte[], byte[]> client,
            Map<TopicPartition, Long> left,
            Map<String, Integer> counts,
            Map<String, Boolean> asSent) {
        long begin = System.nanoTime();
        client.assign(left.keySet());
        client.resume(client.assignment());
        client.seekToBeginning(left.keySet());
        while (!left.isEmpty() && System.nanoTime() - begin < TIME) {
            for (ConsumerRecord<byte[], byte[]> record : client.poll(POLL)) {
                int count = counts.getOrDefault(record.topic(), 0);
                if (record.key() != null && record.partition() != place(record.key(), count)) {
                    asSent.put(record.topic(), false);
                }
            }
            left.entrySet().removeIf(partition -> {
                boolean isRead = client.position(partition.getKey()) >= partition.getValue();
                if (isRead) {
                    client.pause(List.of(partition.getKey()));
                }
                return isRead;
            });
        }
    }

    /** The partition that Kafka's producer chooses by default. */
    private static int place(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
