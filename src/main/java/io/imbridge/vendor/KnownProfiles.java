package io.imbridge.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.TopicNames;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the present profiles of an app from Kafka. */
final class KnownProfiles {
    private static final Duration WAIT = Duration.ofSeconds(1);

    /** Receives profiles. */
    interface Taking {
        /**
         * Receives one profile.
         *
         * @param profile JSON in UTF-8; null if the group or topic has ended
         */
        void take(boolean isTopic, String id, byte @Nullable [] profile) throws IOException;
    }

    private final TopicNames names;

    KnownProfiles(TopicNames names) {
        this.names = names;
    }

    /**
     * Reads both topics of profiles up to their present ends. A topic that does not exist has no profiles.
     *
     * @param consumer a consumer without a group that reads committed records from the beginning; this method does
     *     not close it
     * @throws IOException when Kafka does not have the topic of reads
     */
    void read(Consumer<byte[], byte[]> consumer, String sdkAppId, Taking taking) throws IOException {
        List<TopicPartition> partitions = new ArrayList<>();
        Map<String, List<PartitionInfo>> all = consumer.listTopics();
        if (!all.containsKey(names.profileReads())) {
            throw new IOException("Kafka has no topic " + names.profileReads()
                    + ": an instance that keeps profiles makes it (bridge.profiles.enabled).");
        }
        String topics = names.topicProfiles();
        for (String topic : List.of(names.groupProfiles(), topics)) {
            all.getOrDefault(topic, List.of())
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        String prefix = sdkAppId + ":";
        while (!ends.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                String key = record.key() == null ? "" : new String(record.key(), UTF_8);
                if (key.startsWith(prefix)) {
                    taking.take(record.topic().equals(topics), key.substring(prefix.length()), record.value());
                }
            }
            // A transaction's marker may follow the last record. Only the consumer's position shows that the end is
            // reached.
            ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        }
    }
}
