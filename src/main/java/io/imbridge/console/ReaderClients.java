package io.imbridge.console;

import io.imbridge.events.EventTopics;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The clients that read events, and the partitions where these are.
 *
 * @param readers makes them
 * @param topics those of events
 */
record ReaderClients(KafkaReaders readers, EventTopics topics) {
    /** As {@link KafkaReaders#openToFollow}. */
    Consumer<byte[], byte[]> openToFollow() {
        return readers.openToFollow();
    }

    /** As {@link KafkaReaders#openToSearch}. */
    Consumer<byte[], byte[]> openToSearch() {
        return readers.openToSearch();
    }

    /** The partitions of all topics of events, as Kafka tells them now. */
    List<TopicPartition> partitions(Consumer<byte[], byte[]> client) {
        return client.listTopics(KafkaReaders.PATIENCE).entrySet().stream()
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
        return readers.sentence(failure);
    }
}
