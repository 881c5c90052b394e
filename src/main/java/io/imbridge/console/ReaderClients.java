package io.imbridge.console;

import io.imbridge.events.EventTopics;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The clients that read events, and the partitions that have events.
 *
 * @param readers makes the clients
 * @param topics the topics of events
 */
record ReaderClients(KafkaReaders readers, EventTopics topics) {
    /** Like {@link KafkaReaders#openToFollow}. */
    Consumer<byte[], byte[]> openToFollow() {
        return readers.openToFollow();
    }

    /** Like {@link KafkaReaders#openToSearch}. */
    Consumer<byte[], byte[]> openToSearch() {
        return readers.openToSearch();
    }

    /** The partitions of all topics of events, as Kafka lists them now. */
    List<TopicPartition> partitions(Consumer<byte[], byte[]> client) {
        return client.listTopics(KafkaReaders.PATIENCE).entrySet().stream()
                .filter(topic -> topics.test(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** Whether a topic has events. */
    boolean isOfEvents(String topic) {
        return topics.test(topic);
    }

    /** The sentence for a client's failure. */
    String sentence(Throwable failure) {
        return readers.sentence(failure);
    }
}
