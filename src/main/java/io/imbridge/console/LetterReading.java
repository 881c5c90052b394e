package io.imbridge.console;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads dead letters out of Kafka, with a client for each question, and few of them at a time. */
final class LetterReading {
    private static final int MOST_AT_A_TIME = 4;
    private static final long TURN_SECONDS = 10;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LetterClients clients;
    private final String topic;
    private final Semaphore turns = new Semaphore(MOST_AT_A_TIME);

    /** @param topic of the dead letters */
    LetterReading(LetterClients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    /**
     * Answers a question with a client of its own.
     *
     * @throws Problem when Kafka does not answer, or too many ask
     */
    <T> T ask(Function<Consumer<byte[], byte[]>, T> question) {
        takeTurn();
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            return question.apply(consumer);
        } catch (InterruptException stopping) {
            throw new Problem(503, "The service stops.");
        } catch (KafkaException away) {
            throw new Problem(503, "The dead letters cannot be read from Kafka now: " + clients.sentence(away));
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
                throw new Problem(503, "Others search the dead letters already: ask again.");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "The service stops.");
        }
    }

    /** A search from the newest on. */
    LetterScan scan(Consumer<byte[], byte[]> consumer, LetterCursor before, LetterScan.Bounds bounds) {
        return new LetterScan(consumer, LetterClients.partitions(consumer, topic), before, bounds);
    }

    /** One letter; null when it is not there, or not any more. */
    Letter.@Nullable Whole find(Consumer<byte[], byte[]> consumer, LetterId id) {
        TopicPartition partition = new TopicPartition(topic, id.partition());
        List<TopicPartition> one = List.of(partition);
        if (!LetterClients.partitions(consumer, topic).contains(partition)) {
            return null;
        }
        consumer.assign(one);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(one);
        Map<TopicPartition, Long> ends = consumer.endOffsets(one);
        if (id.offset() < begins.getOrDefault(partition, 0L) || id.offset() >= ends.getOrDefault(partition, 0L)) {
            return null;
        }
        consumer.seek(partition, id.offset());
        return next(consumer, partition, id);
    }

    private static Letter.@Nullable Whole next(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, LetterId id) {
        long begun = System.nanoTime();
        while (consumer.position(partition) <= id.offset()) {
            for (var record : consumer.poll(POLL)) {
                // What is at a later offset was found instead of a mark of transactions, or of what was compacted.
                return record.offset() == id.offset() ? LetterParser.parse(record) : null;
            }
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new TimeoutException("no answer within " + PATIENCE.toSeconds() + " seconds");
            }
        }
        return null;
    }
}
