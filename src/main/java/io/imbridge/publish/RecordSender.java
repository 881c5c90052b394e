package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Sends records through Kafka's producer, which retries by itself and in order as long as it lives. Used by the relay's
 * thread only.
 */
final class RecordSender {
    /** Is told the result of a record, on any thread, at least once. The first report counts. */
    @FunctionalInterface
    interface End {
        /** Kafka has the record if {@code failure} is null; else it is the reason. */
        void of(@Nullable Exception failure);
    }

    private final CurrentProducer producer;
    private final CloudEventRecords records;
    private final @Nullable RecordTracer tracer;

    /**
     * Makes a sender.
     *
     * @param tracer null when nothing is traced
     */
    RecordSender(CurrentProducer producer, CloudEventRecords records, @Nullable RecordTracer tracer) {
        this.producer = producer;
        this.records = records;
        this.tracer = tracer;
    }

    /**
     * Gives a record to Kafka's client.
     *
     * @param bearsTime whether the record's timestamp is the time of its arrival, and not of its sending
     */
    void send(KeptRecord kept, boolean bearsTime, End end) {
        End last = end;
        try {
            last = tracer == null ? end : traced(kept.record(), tracer, end);
            End told = last;
            ProducerRecord<byte[], byte[]> record = bearsTime ? records.of(kept) : records.timeless(kept);
            Future<RecordMetadata> unused = producer.get().send(record, (metadata, failure) -> told.of(failure));
        } catch (SerializationException unfit) {
            last.of(unfit);
        } catch (RuntimeException thrown) {
            // The producer reports failures of a record or a topic, and throws only its own. The record may be in the
            // producer nevertheless; then its result is reported again.
            last.of(new IllegalStateException(thrown));
        }
    }

    private static End traced(OutboxRecord record, RecordTracer tracer, End end) {
        String traceparent = record.traceparent();
        if (traceparent == null) {
            return end;
        }
        RecordTracer.Trace trace = tracer.begin(record.topic(), traceparent, record.receivedTime());
        return failure -> {
            trace.ended(failure);
            end.of(failure);
        };
    }
}
