package io.imbridge.console;

import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads dead letters from Kafka. */
final class LetterReading {
    private final KafkaReaders readers;
    private final Questions questions;
    private final String topic;

    /** @param topic the topic of dead letters */
    LetterReading(KafkaReaders readers, Questions questions, String topic) {
        this.readers = readers;
        this.questions = questions;
        this.topic = topic;
    }

    /** Like {@link Questions#ask}. */
    <T> T ask(Function<Consumer<byte[], byte[]>, T> question) {
        return questions.ask(question);
    }

    /** A client for a longer job, which waits for nobody's turn. */
    Consumer<byte[], byte[]> open() {
        return readers.openToSearch();
    }

    /** A search from the newest letter on. */
    LetterScan scan(Consumer<byte[], byte[]> consumer, LetterCursor before, LetterScan.Bounds bounds) {
        return new LetterScan(consumer, KafkaReaders.partitions(consumer, topic), before, bounds);
    }

    /** One letter; null if it does not exist, or exists no longer. */
    Letter.@Nullable Whole find(Consumer<byte[], byte[]> consumer, LetterId id) {
        ConsumerRecord<byte[], byte[]> record =
                KafkaReaders.find(consumer, new TopicPartition(topic, id.partition()), id.offset());
        return record == null ? null : LetterParser.parse(record);
    }
}
