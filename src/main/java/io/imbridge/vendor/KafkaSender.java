package io.imbridge.vendor;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Sends records and knows when Kafka has all of them. It sends nothing if only the differences are wanted. */
final class KafkaSender implements AutoCloseable {
    private final @Nullable Producer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private KafkaSender(@Nullable Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    static KafkaSender of(Supplier<Producer<byte[], byte[]>> producer, boolean isDry) {
        return new KafkaSender(isDry ? null : producer.get());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback receives the failure.
    void send(ProducerRecord<byte[], byte[]> record) {
        if (producer != null) {
            producer.send(record, (done, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed);
                }
            });
        }
    }

    /**
     * Waits until Kafka has all that was sent.
     *
     * @throws IOException when Kafka does not accept a record
     */
    void flush() throws IOException {
        if (producer == null) {
            return;
        }
        try {
            producer.flush();
        } catch (KafkaException failed) {
            failure.compareAndSet(null, failed);
        }
        Exception failed = failure.getAndSet(null);
        if (failed != null) {
            throw new IOException("Kafka does not take what was read: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            // Closing takes a moment. An interrupt would cut it short with an error.
            boolean isInterrupted = Thread.interrupted();
            producer.close();
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
