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
 * Reads the records of topics: those that are there and then each as it arrives, also of topics that come later.
 *
 * <p>It assigns itself the partitions instead of joining a group, and so leaves no trace in the cluster. While Kafka does
 * not answer it waits, and goes on where it was. One thread at a time.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Where the reading begins. */
    interface Start {
        void seek(Consumer<byte[], byte[]> client, List<TopicPartition> partitions);

        /** With what comes. */
        static Start atEnd() {
            return Consumer::seekToEnd;
        }

        /** With what came in since a time. */
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

    /** Who hears what is read. */
    interface Listener {
        /** Kafka answers; called again and again. */
        void kafkaAnswers();

        /** Kafka does not answer; called again and again. */
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
     * Of nothing read yet.
     *
     * @param clients makes the one that reads, or throws a retriable exception while that cannot be
     * @param wanted which topics are read
     * @param start where it begins in what is there when Kafka first answers; null for its beginning, where topics that
     *     come later begin too
     * @param look how often new topics are looked for
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
     * Looks for topics, and hands on what arrives until it is time to look again.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka answers that it will not
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
            // Now, and not with the first poll: what comes in between is new.
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
