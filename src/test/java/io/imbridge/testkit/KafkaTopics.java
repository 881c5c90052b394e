package io.imbridge.testkit;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The topics of a broker as an independent consumer sees them.
 *
 * <p>It returns its findings; assertions are the test's part.
 *
 * @param bootstrapServers the address of the broker
 */
public record KafkaTopics(String bootstrapServers) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    /** The topics of the broker that all tests share. */
    public static KafkaTopics shared() {
        return new KafkaTopics(Kafka.bootstrapServers());
    }

    /** The names of all topics except Kafka's own. */
    public Set<String> names() {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            return consumer.listTopics(PATIENCE).keySet().stream()
                    .filter(name -> !name.startsWith("__"))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** The offset of the next record in each partition; empty for a topic that does not exist. */
    public Map<TopicPartition, Long> ends(String topic) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            // The consumer logs a warning about partitions that it was not assigned.
            consumer.assign(partitions(consumer, topic));
            return Map.copyOf(consumer.endOffsets(consumer.assignment()));
        }
    }

    /** All records in the topic now, ordered within each partition; none for a topic that does not exist. */
    public List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        long begin = System.nanoTime();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(partitions(consumer, topic));
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            // Compare offsets and do not count records, because transactions use some offsets for themselves.
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
                    && System.nanoTime() - begin < PATIENCE.toNanos()) {
                consumer.poll(POLL).forEach(found::add);
            }
        }
        return found;
    }

    /** The topic's records from the beginning: at least the wanted number, or fewer if they do not arrive in time. */
    public List<ConsumerRecord<byte[], byte[]>> first(int count, String topic) {
        return after(Map.of(), count, topic);
    }

    /** Like {@link #first}, from an earlier result of {@link #ends}. */
    public List<ConsumerRecord<byte[], byte[]>> after(Map<TopicPartition, Long> ends, int count, String topic) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        if (count == 0) {
            return found;
        }
        long begin = System.nanoTime();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = awaitPartitions(consumer, topic);
            consumer.assign(partitions);
            partitions.stream()
                    .filter(ends::containsKey)
                    .forEach(partition -> consumer.seek(partition, ends.get(partition)));
            while (!partitions.isEmpty() && found.size() < count && System.nanoTime() - begin < PATIENCE.toNanos()) {
                consumer.poll(POLL).forEach(found::add);
            }
        }
        return found;
    }

    private static List<TopicPartition> awaitPartitions(Consumer<byte[], byte[]> consumer, String topic) {
        try {
            return await().atMost(PATIENCE)
                    .pollInSameThread()
                    .until(() -> partitions(consumer, topic), partitions -> !partitions.isEmpty());
        } catch (ConditionTimeoutException never) {
            return List.of();
        }
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        return consumer.listTopics(PATIENCE).getOrDefault(topic, List.of()).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                // The first fetch may ask only empty partitions, and would then wait for half a second.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                20,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
