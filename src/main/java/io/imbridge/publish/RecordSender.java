package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends records through Kafka's producer, and makes a new one when the old one is of no use any more.
 *
 * <p>The producer retries by itself, in order, for as long as it lives. Used by the relay's thread only.
 */
final class RecordSender implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RecordSender.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    RecordSender(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /**
     * Hands a record to Kafka's client.
     *
     * @param end called once, on any thread: with null when Kafka has the record, else with the reason
     */
    void send(KeptRecord kept, Consumer<@Nullable Exception> end) {
        try {
            Future<RecordMetadata> unused =
                    producer().send(CloudEventRecords.of(kept), (metadata, failure) -> end.accept(failure));
        } catch (RuntimeException failure) {
            end.accept(failure);
        }
    }

    /** Lets the producer go; what it still had comes back as failed. The next record gets a new one. */
    void renewAfter(Exception failure) {
        if (producer != null) {
            LOG.warnf("Producer replaced reason=%s", SendFailure.word(failure));
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_PATIENCE);
        }
    }
}
