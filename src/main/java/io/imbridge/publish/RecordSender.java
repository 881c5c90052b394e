package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import java.time.Duration;
import java.util.concurrent.Future;
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

    /** Hears how a record ended, once, on any thread. */
    @FunctionalInterface
    interface End {
        /**
         * Kafka has the record, or not.
         *
         * @param generation which producer sent it
         * @param failure why Kafka does not have it, null when it has
         */
        void of(int generation, @Nullable Exception failure);
    }

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final CloudEventRecords records;
    private final RelayObserver observer;
    private final @Nullable RecordTracer tracer;
    private @Nullable Producer<byte[], byte[]> producer;
    private int generation;

    /** @param tracer null where nothing is traced */
    RecordSender(
            Supplier<Producer<byte[], byte[]>> producers,
            CloudEventRecords records,
            RelayObserver observer,
            @Nullable RecordTracer tracer) {
        this.producers = producers;
        this.records = records;
        this.observer = observer;
        this.tracer = tracer;
    }

    /** Hands a record to Kafka's client. */
    void send(KeptRecord kept, End end) {
        int by = generation;
        End last = tracer == null ? end : traced(kept.record(), tracer, end);
        try {
            Future<RecordMetadata> unused =
                    producer().send(records.of(kept), (metadata, failure) -> last.of(by, failure));
        } catch (RuntimeException | Error thrown) {
            // What is wrong with a record or a topic is told; only what is wrong with the producer is thrown.
            last.of(by, new IllegalStateException(thrown));
        }
    }

    private static End traced(OutboxRecord record, RecordTracer tracer, End end) {
        String traceparent = record.traceparent();
        if (traceparent == null) {
            return end;
        }
        RecordTracer.Trace trace = tracer.begin(record.topic(), traceparent, record.receivedTime());
        return (by, failure) -> {
            trace.ended(failure);
            end.of(by, failure);
        };
    }

    int generation() {
        return generation;
    }

    /** Lets a producer go, if it is still in use; what it had comes back as failed. */
    void renew(int failed, String reason) {
        if (producer == null || failed != generation) {
            return;
        }
        LOG.warnf("Producer replaced reason=%s", reason);
        Producer<byte[], byte[]> old = producer;
        producer = null;
        generation++;
        observer.replaced();
        try {
            old.close(Duration.ZERO);
        } catch (RuntimeException unwilling) {
            LOG.debug("Producer did not close", unwilling);
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
