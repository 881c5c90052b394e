package io.imbridge.console;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that any instance has sent again. The marks are in a compacted topic of their own, so that readers
 * of the dead letters find only dead letters. Safe for many threads.
 */
final class ResentMarks {
    /** The settings of the marks' topic, if the service creates it. */
    static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    /** With one partition, all instances read the marks in the same order. */
    static final int PARTITIONS = 1;

    /**
     * At most this many are remembered: dead letters are few, and nobody looks for the marks of letters that Kafka has
     * deleted.
     */
    static final int MOST = 100_000;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String topic;
    private final Map<DeadLetterId, ResentMark> marks = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    ResentMarks(String topic) {
        this.topic = topic;
    }

    String topic() {
        return topic;
    }

    /** The record that stores a mark for all instances. */
    ProducerRecord<byte[], byte[]> record(ResentMark mark) {
        return mark.record(topic);
    }

    /** The mark of a letter; null if the letter waits. */
    @Nullable
    ResentMark of(DeadLetter deadLetter) {
        return of(deadLetter.id(), deadLetter.time());
    }

    /** Like the method above, by the letter's place and time. */
    synchronized @Nullable ResentMark of(DeadLetterId deadLetter, Instant time) {
        ResentMark mark = marks.get(deadLetter);
        return mark != null && mark.deadLetterTime().equals(time) ? mark : null;
    }

    /**
     * Reads the marks that were written since the last call.
     *
     * @param consumer this method assigns its partitions
     */
    synchronized void refresh(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = KafkaReaders.partitions(consumer, topic);
        consumer.assign(partitions);
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        if (partitions.stream().anyMatch(partition -> isBehind(ends, partition))) {
            // The topic was deleted and created again.
            marks.clear();
            positions.clear();
        }
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        partitions.forEach(partition -> consumer.seek(
                partition, Math.max(positions.getOrDefault(partition, 0L), begins.getOrDefault(partition, 0L))));
        read(consumer, ends);
    }

    private boolean isBehind(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L) < positions.getOrDefault(partition, 0L);
    }

    private void read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        long lastHeard = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            records.forEach(record -> add(ResentMark.read(record.value())));
            if (!records.isEmpty()) {
                lastHeard = System.nanoTime();
            } else if (System.nanoTime() - lastHeard > PATIENCE.toNanos()) {
                throw new TimeoutException("no answer within " + PATIENCE.toSeconds() + " seconds");
            }
        }
        ends.keySet().forEach(partition -> positions.put(partition, consumer.position(partition)));
    }

    /** Adds a mark that was just written. */
    synchronized void add(@Nullable ResentMark mark) {
        if (mark == null) {
            return;
        }
        marks.remove(mark.deadLetter());
        marks.put(mark.deadLetter(), mark);
        if (marks.size() > MOST) {
            Iterator<DeadLetterId> oldest = marks.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
