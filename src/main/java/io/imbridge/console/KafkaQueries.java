package io.imbridge.console;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Asks Kafka questions for which somebody waits. Each question has its own client, which is closed afterwards, and only
 * a few run at a time. Do not call it on event loops.
 */
@Singleton
final class KafkaQueries {
    private static final int AT_A_TIME = 4;
    private static final Duration TURN = Duration.ofSeconds(10);

    private final KafkaReaders readers;
    private final Semaphore turns = new Semaphore(AT_A_TIME);

    KafkaQueries(KafkaReaders readers) {
        this.readers = readers;
    }

    /**
     * Asks a question and returns the answer.
     *
     * @throws Problem when too many questions are asked, or Kafka does not respond
     */
    <T> T ask(Function<Consumer<byte[], byte[]>, T> question) {
        takeTurn();
        try (Consumer<byte[], byte[]> client = readers.openToSearch()) {
            return question.apply(client);
        } catch (InterruptException stopping) {
            throw stops();
        } catch (KafkaException unreachable) {
            throw new Problem(503, "Kafka cannot be read now: " + readers.sentence(unreachable));
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(TURN.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Problem(503, "Too many are searching: ask again.");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw stops();
        }
    }

    private static Problem stops() {
        return new Problem(503, "The service stops.");
    }
}
