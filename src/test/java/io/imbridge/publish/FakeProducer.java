package io.imbridge.publish;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A producer that accepts records as it is told, and fails its unfinished records when it is closed, as Kafka's
 * producer does.
 */
final class FakeProducer extends MockProducer<byte[], byte[]> {
    /** Decides what happens to a record. */
    @FunctionalInterface
    interface Broker {
        /** Calls {@code end} now, later, twice or never, or throws an exception. */
        void take(ProducerRecord<byte[], byte[]> record, End end);
    }

    /** Tells the producer's caller the result of a record: null for success. */
    @FunctionalInterface
    interface End {
        void of(@Nullable Exception failure);
    }

    private record Sent(ProducerRecord<byte[], byte[]> record, Callback callback) {}

    private final Broker broker;
    private final List<ProducerRecord<byte[], byte[]>> taken = new CopyOnWriteArrayList<>();
    private final Collection<Sent> open = new ConcurrentLinkedQueue<>();

    FakeProducer(Broker broker) {
        this.broker = broker;
    }

    /** The successful records, in the order in which success was reported. */
    List<ProducerRecord<byte[], byte[]>> taken() {
        return taken;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        Sent sent = new Sent(record, callback);
        open.add(sent);
        broker.take(record, failure -> {
            open.remove(sent);
            if (failure == null) {
                taken.add(record);
            }
            callback.onCompletion(metadata(record), failure);
        });
        return new CompletableFuture<>();
    }

    private static RecordMetadata metadata(ProducerRecord<byte[], byte[]> record) {
        return new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
    }

    @Override
    public void close(Duration patience) {
        for (Sent sent : open) {
            sent.callback().onCompletion(metadata(sent.record()), new KafkaException("Producer is closed forcefully."));
        }
        open.clear();
    }
}
