package io.imbridge.console;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Returns dead letters of all partitions from the newest to the oldest, by the time at which they became dead letters.
 * It reads only what it needs, keeps no values, and stops at its bounds.
 */
final class DeadLetterScan {
    private static final Duration POLL = Duration.ofMillis(100);

    /** After this time without an answer, Kafka counts as unreachable. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Comparator<PartitionTail> BY_TIME = Comparator.comparing(
            (PartitionTail tail) -> Objects.requireNonNull(tail.newest()).time());

    /**
     * How much to read at most.
     *
     * @param bytes the number of bytes of values
     * @param time the time from now on
     */
    record Bounds(long bytes, Duration time) {}

    private final Consumer<byte[], byte[]> consumer;
    private final List<PartitionTail> tails;
    private final Bounds bounds;
    private final long begun = System.nanoTime();
    private long bytes;
    private int searched;

    /**
     * Prepares a scan.
     *
     * @param consumer this class assigns its partitions
     * @param before where the scan continues
     */
    DeadLetterScan(
            Consumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            DeadLetterCursor before,
            Bounds bounds) {
        this.consumer = consumer;
        this.bounds = bounds;
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        tails = partitions.stream()
                .map(partition -> new PartitionTail(
                        partition,
                        begins.getOrDefault(partition, 0L),
                        Math.min(
                                ends.getOrDefault(partition, 0L),
                                before.ends().getOrDefault(partition.partition(), Long.MAX_VALUE))))
                .toList();
    }

    /** The next letter; null if there is none, or the bounds are reached. */
    @Nullable
    DeadLetter next() {
        while (tails.stream().anyMatch(PartitionTail::needsMore)) {
            if (bytes >= bounds.bytes()
                    || System.nanoTime() - begun >= bounds.time().toNanos()) {
                return null;
            }
            readMore(tails.stream().filter(PartitionTail::needsMore).toList());
        }
        PartitionTail newest = tails.stream()
                .filter(tail -> tail.newest() != null)
                .max(BY_TIME)
                .orElse(null);
        if (newest == null) {
            return null;
        }
        DeadLetter deadLetter = newest.newest();
        newest.take();
        searched++;
        return deadLetter;
    }

    /** How many letters it has returned. */
    int searched() {
        return searched;
    }

    /** Where another scan continues; null if all letters were returned. */
    @Nullable
    DeadLetterCursor cursor() {
        if (tails.stream().allMatch(PartitionTail::isExhausted)) {
            return null;
        }
        SortedMap<Integer, Long> ends = new TreeMap<>();
        tails.forEach(tail -> ends.put(tail.partition().partition(), tail.reached()));
        return new DeadLetterCursor(ends);
    }

    private void readMore(List<PartitionTail> empty) {
        Map<TopicPartition, PartitionTail> byPartition =
                empty.stream().collect(Collectors.toMap(PartitionTail::partition, tail -> tail));
        consumer.assign(byPartition.keySet());
        empty.forEach(tail -> consumer.seek(tail.partition(), tail.beginChunk()));
        long lastHeard = System.nanoTime();
        while (byPartition.values().stream().anyMatch(tail -> consumer.position(tail.partition()) < tail.chunkEnd())) {
            int found = 0;
            for (var record : consumer.poll(POLL)) {
                found++;
                bytes += record.value() == null ? 0 : record.value().length;
                Objects.requireNonNull(byPartition.get(new TopicPartition(record.topic(), record.partition())))
                        .add(DeadLetterParser.parse(record).deadLetter());
            }
            if (found > 0) {
                lastHeard = System.nanoTime();
            } else if (System.nanoTime() - lastHeard > PATIENCE.toNanos()) {
                throw new TimeoutException("no answer within " + PATIENCE.toSeconds() + " seconds");
            }
        }
    }
}
