package io.imbridge.console;

import io.imbridge.callback.KafkaCluster;
import io.imbridge.events.EventTopics;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Makes the clients that read events: members of no group, which commit nothing, make no topic, and hold little in memory.
 */
final class ReaderClients {
    /** How long one waits for an answer of Kafka's. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A fetch holds at most this much of all partitions, and of one; a larger record comes alone. */
    private static final int FETCHED_BYTES = 1024 * 1024;

    private static final int FETCHED_BYTES_OF_PARTITION = 256 * 1024;
    private static final int MOST_RECORDS = 200;
    private static final int WAIT_MILLIS = 500;
    private static final int SEARCH_WAIT_MILLIS = 5;

    private final Provider<KafkaCluster> cluster;
    private final EventTopics topics;
    private final AtomicInteger number = new AtomicInteger();

    /**
     * Of a cluster that is asked for when the first client is made.
     *
     * @param topics those that are read
     */
    ReaderClients(Provider<KafkaCluster> cluster, EventTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
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
        Map<String, Object> own = new HashMap<>(cluster.get().clientProperties());
        own.keySet().retainAll(ConsumerConfig.configNames());
        own.remove(ConsumerConfig.GROUP_ID_CONFIG);
        own.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        own.put(ConsumerConfig.CLIENT_ID_CONFIG, "im-kafka-bridge-console-" + number.incrementAndGet());
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
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

    /** The partitions of all topics of events, as Kafka tells them now. */
    List<TopicPartition> partitions(Consumer<byte[], byte[]> client) {
        return client.listTopics(PATIENCE).entrySet().stream()
                .filter(topic -> topics.test(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** Whether a topic holds events. */
    boolean isOfEvents(String topic) {
        return topics.test(topic);
    }

    /** What a client's failure says. */
    String sentence(Throwable failure) {
        return cluster.get().sentence(failure);
    }
}
