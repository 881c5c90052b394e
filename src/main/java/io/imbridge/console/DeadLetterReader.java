package io.imbridge.console;

import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads dead letters from Kafka. */
final class DeadLetterReader {
    private final KafkaReaders readers;
    private final KafkaQueries queries;
    private final String topic;

    /** @param topic the topic of dead letters */
    DeadLetterReader(KafkaReaders readers, KafkaQueries queries, String topic) {
        this.readers = readers;
        this.queries = queries;
        this.topic = topic;
    }

    /** Like {@link Questions#ask}. */
    <T> T ask(Function<Consumer<byte[], byte[]>, T> question) {
        return queries.ask(question);
    }

    /** A client for a longer job, which waits for nobody's turn. */
    Consumer<byte[], byte[]> open() {
        return readers.openToSearch();
    }

    /** A search from the newest letter on. */
    DeadLetterScan scan(Consumer<byte[], byte[]> consumer, DeadLetterCursor before, DeadLetterScan.Bounds bounds) {
        return new DeadLetterScan(consumer, KafkaReaders.partitions(consumer, topic), before, bounds);
    }

    /** One letter; null if it does not exist, or exists no longer. */
    DeadLetter.@Nullable Whole find(Consumer<byte[], byte[]> consumer, DeadLetterId id) {
        ConsumerRecord<byte[], byte[]> record =
                KafkaReaders.find(consumer, new TopicPartition(topic, id.partition()), id.offset());
        return record == null ? null : DeadLetterParser.parse(record);
    }
}
