package io.imbridge.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Traces records in flight to Kafka if tracing is configured. Its methods must return at once. */
public interface RecordTracer {
    /** The trace of one record that Kafka's client has. */
    @FunctionalInterface
    interface Trace {
        /** Kafka has the record if {@code failure} is null; else it is the reason. Called on any thread. */
        void ended(@Nullable Exception failure);
    }

    /**
     * A record is given to Kafka's client.
     *
     * @param traceparent the trace context of its callback, as the outbox kept it
     * @param received when its callback arrived
     */
    Trace begin(String topic, String traceparent, Instant received);
}
