package io.imbridge.console;

import io.imbridge.callback.KafkaCluster;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the clients with which the console reads Kafka: members of no group, which commit nothing, make no topic, and hold
 * little in memory.
 */
@Singleton
final class KafkaReaders {
    /** How long one waits for an answer of Kafka's. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A fetch holds at most this much of all partitions, and of one; a larger record comes alone. */
    private static final int FETCHED_BYTES = 1024 * 1024;

    private static final int FETCHED_BYTES_OF_PARTITION = 256 * 1024;
    private static final int MOST_RECORDS = 200;
    private static final int WAIT_MILLIS = 500;
    private static final int SEARCH_WAIT_MILLIS = 5;
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaCluster cluster;
    private final AtomicInteger number = new AtomicInteger();

    KafkaReaders(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /** Makes one that waits for what comes. */
    Consumer<byte[], byte[]> openToFollow() {
        return open(WAIT_MILLIS);
    }

    /** Makes one for what is there: it does not wait for more, which would hold up its next question. */
    Consumer<byte[], byte[]> openToSearch() {
        return open(SEARCH_WAIT_MILLIS);
    }

    private Consumer<byte[], byte[]> open(int waitMillis) {
        Map<String, Object> own = new HashMap<>(cluster.clientProperties());
        own.keySet().retainAll(ConsumerConfig.configNames());
        own.remove(ConsumerConfig.GROUP_ID_CONFIG);
        own.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        own.put(ConsumerConfig.CLIENT_ID_CONFIG, "im-kafka-bridge-console-" + number.incrementAndGet());
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // The dead letters of profiles are written in transactions.
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        own.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED_BYTES);
        own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCHED_BYTES_OF_PARTITION);
        own.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, waitMillis);
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        own.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        own.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        own.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The partitions of a topic; none when it is missing. */
    static List<TopicPartition> partitions(Consumer<byte[], byte[]> client, String topic) {
        return client.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /**
     * Reads one record; null when it is not there, not any more, or not yet.
     *
     * @param client its partitions are assigned here
     * @throws TimeoutException when Kafka does not give it in time
     */
    static @Nullable ConsumerRecord<byte[], byte[]> find(
            Consumer<byte[], byte[]> client, TopicPartition partition, long offset) {
        if (!partitions(client, partition.topic()).contains(partition)) {
            return null;
        }
        List<TopicPartition> one = List.of(partition);
        client.assign(one);
        if (offset < client.beginningOffsets(one).getOrDefault(partition, 0L)
                || offset >= client.endOffsets(one).getOrDefault(partition, 0L)) {
            return null;
        }
        client.seek(partition, offset);
        long begun = System.nanoTime();
        while (client.position(partition) <= offset) {
            for (ConsumerRecord<byte[], byte[]> record : client.poll(POLL)) {
                // What is at a later offset was found instead of a mark of transactions, or of what was compacted.
                return record.offset() == offset ? record : null;
            }
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new TimeoutException("no answer within " + PATIENCE.toSeconds() + " seconds");
            }
        }
        return null;
    }

    /** What a client's failure says. */
    String sentence(Throwable failure) {
        return cluster.sentence(failure);
    }
}
