package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Sends records through Kafka's producer, which retries by itself, in order, for as long as it lives. Used by the
 * relay's thread only.
 */
final class RecordSender {
    /** Hears how a record ended, on any thread: once at least, and of more the first counts. */
    @FunctionalInterface
    interface End {
        /** Kafka has the record, or not: then there is a reason. */
        void of(@Nullable Exception failure);
    }

    private final CurrentProducer producer;
    private final CloudEventRecords records;
    private final @Nullable RecordTracer tracer;

    /** @param tracer null where nothing is traced */
    RecordSender(CurrentProducer producer, CloudEventRecords records, @Nullable RecordTracer tracer) {
        this.producer = producer;
        this.records = records;
        this.tracer = tracer;
    }

    /**
     * Hands a record to Kafka's client.
     *
     * @param bearsTime whether the record's time is that of its arrival, and not that of its sending
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
            // What is wrong with a record or a topic is told; only what is wrong with the producer is thrown. The
            // record
            // may be in the producer all the same: then its end is told once more.
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
