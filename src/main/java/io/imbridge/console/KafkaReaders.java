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
 * Makes the clients with which the console reads Kafka. They have no group, commit nothing, create no topic, and use
 * little memory.
 */
@Singleton
final class KafkaReaders {
    /** How long to wait for an answer from Kafka. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The largest fetch, in total and for one partition. A larger record comes alone. */
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

    /** Makes a client that waits for new records. */
    Consumer<byte[], byte[]> openToFollow() {
        return open(WAIT_MILLIS);
    }

    /**
     * Makes a client for existing records. It does not wait for new ones, because that would delay its next question.
     */
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
        // Profiles write their dead letters in transactions.
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

    /** The partitions of a topic; none if the topic is missing. */
    static List<TopicPartition> partitions(Consumer<byte[], byte[]> client, String topic) {
        return client.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /**
     * Reads one record; null if it does not exist, or no longer, or not yet.
     *
     * @param client this method assigns its partitions
     * @throws TimeoutException when Kafka does not return the record in time
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
                // A later offset means that the wanted one was a transaction's marker, or that compaction removed it.
                return record.offset() == offset ? record : null;
            }
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new TimeoutException("no answer within " + PATIENCE.toSeconds() + " seconds");
            }
        }
        return null;
    }

    /** The sentence for a client's failure. */
    String sentence(Throwable failure) {
        return cluster.sentence(failure);
    }
}
