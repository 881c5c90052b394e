package io.imbridge.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Traces records on their way to Kafka, where that is configured. Must return at once. */
public interface RecordTracer {
    /** One record that Kafka's client has. */
    @FunctionalInterface
    interface Trace {
        /** Kafka has the record, or not. On any thread. */
        void ended(@Nullable Exception failure);
    }

    /**
     * A record goes to Kafka's client.
     *
     * @param traceparent of its callback, as the outbox kept it
     * @param received when its callback arrived
     */
    Trace begin(String topic, String traceparent, Instant received);
}
