package io.imbridge.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of topics: first the existing records and then each new one, also of topics that are created later.
 *
 * <p>It assigns the partitions to itself instead of joining a group, so it leaves no trace in the cluster. While Kafka
 * does not respond it waits, and then continues where it was. One thread at a time.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Where the reading begins. */
    interface Start {
        void seek(Consumer<byte[], byte[]> client, List<TopicPartition> partitions);

        /** Begins with new records. */
        static Start atEnd() {
            return Consumer::seekToEnd;
        }

        /** Begins with the records since a time. */
        static Start at(Instant time) {
            return (client, partitions) -> {
                client.seekToEnd(partitions);
                Map<TopicPartition, Long> times = new HashMap<>();
                partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
                client.offsetsForTimes(times, PATIENCE).forEach((partition, first) -> {
                    if (first != null) {
                        client.seek(partition, first.offset());
                    }
                });
            };
        }
    }

    /** Receives the records. */
    interface Listener {
        /** Kafka responds; called again and again. */
        void kafkaAnswers();

        /** Kafka does not respond; called again and again. */
        void kafkaIsUnreachable();

        void found(ConsumerRecord<byte[], byte[]> record);
    }

    private final Supplier<Consumer<byte[], byte[]>> clients;
    private final Predicate<String> wanted;
    private final Listener listener;
    private final Duration look;
    private @Nullable Consumer<byte[], byte[]> client;
    private @Nullable Start start;

    /**
     * Prepares a reading.
     *
     * @param clients makes the client, or throws a retriable exception while that is not possible
     * @param wanted selects the topics to read
     * @param start where to begin in the records that exist when Kafka first responds; null for their beginning,
     *     where later topics begin too
     * @param look the time between two searches for new topics
     */
    TopicReader(
            Supplier<Consumer<byte[], byte[]>> clients,
            Predicate<String> wanted,
            @Nullable Start start,
            Listener listener,
            Duration look) {
        this.clients = clients;
        this.wanted = wanted;
        this.start = start;
        this.listener = listener;
        this.look = look;
    }

    /**
     * Looks for topics, and passes on new records until it is time to look again.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka refuses the request
     */
    void read() throws InterruptedException {
        long begin = System.nanoTime();
        try {
            Consumer<byte[], byte[]> reading = client();
            takeIn(reading);
            listener.kafkaAnswers();
            while (!reading.assignment().isEmpty() && isEarly(begin)) {
                reading.poll(look).forEach(listener::found);
            }
        } catch (RetriableException unreachable) {
            listener.kafkaIsUnreachable();
        }
        while (isEarly(begin)) {
            TimeUnit.NANOSECONDS.sleep(look.toNanos() - (System.nanoTime() - begin));
        }
    }

    private boolean isEarly(long begin) {
        return System.nanoTime() - begin < look.toNanos();
    }

    private Consumer<byte[], byte[]> client() {
        Consumer<byte[], byte[]> made = client == null ? clients.get() : client;
        client = made;
        return made;
    }

    private void takeIn(Consumer<byte[], byte[]> reading) {
        List<TopicPartition> partitions = reading.listTopics(PATIENCE).entrySet().stream()
                .filter(topic -> wanted.test(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        reading.assign(partitions);
        if (start != null) {
            start.seek(reading, partitions);
            // Fix the position now and not with the first poll: records that arrive in between are new.
            partitions.forEach(partition -> reading.position(partition, PATIENCE));
            start = null;
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
