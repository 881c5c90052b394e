package io.imbridge.console;

import io.imbridge.events.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the newest matching entries. It goes back in all partitions until it has enough, nothing is left, or the
 * time is over.
 *
 * <p>It reads each partition in blocks from its end, and the blocks grow with each step. An entry counts as found once
 * the unread records of all other partitions are older, as far as records are in the order of their times.
 */
final class BackwardSearch {
    private static final int FIRST_BLOCKS = 2_000;
    private static final int LEAST_BLOCK = 16;
    private static final int LARGEST_BLOCK = 1_000;
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> client;
    private final EntryMatcher matcher;
    private final Map<TopicPartition, BackwardPartition> parts = new HashMap<>();

    /**
     * Prepares a search.
     *
     * @param begins the first offset to read in each partition
     * @param ends the offset in each partition before which the search begins
     */
    BackwardSearch(
            Consumer<byte[], byte[]> client,
            EntryMatcher matcher,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends) {
        this.client = client;
        this.matcher = matcher;
        int block = Math.max(LEAST_BLOCK, Math.min(FIRST_BLOCKS / Math.max(1, begins.size()), LARGEST_BLOCK));
        begins.forEach((partition, begin) ->
                parts.put(partition, new BackwardPartition(begin, ends.getOrDefault(partition, begin), block)));
    }

    /**
     * Searches.
     *
     * @param limit the largest number of entries
     * @param until when to give up, on the clock of {@link System#nanoTime}
     */
    SearchResults find(int limit, long until) {
        List<Entry> found = new ArrayList<>();
        take(limit, found);
        while (found.size() < limit && hasUnread() && System.nanoTime() < until) {
            read(until);
            take(limit, found);
        }
        long reached = parts.values().stream()
                .filter(BackwardPartition::isUnread)
                .mapToLong(BackwardPartition::time)
                .max()
                .orElse(matcher.notBefore());
        if (found.size() == limit) {
            reached = Math.max(reached, found.get(limit - 1).timestamp());
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        parts.forEach((partition, part) -> offsets.put(partition, part.next()));
        boolean isDone = !hasUnread() && parts.values().stream().allMatch(part -> part.newest() == null);
        return new SearchResults(found, offsets, matcher.searched(), reached, isDone);
    }

    private boolean hasUnread() {
        return parts.values().stream().anyMatch(BackwardPartition::isUnread);
    }

    private void take(int limit, List<Entry> found) {
        while (found.size() < limit) {
            BackwardPartition newest = newest();
            long unread = parts.values().stream()
                    .filter(BackwardPartition::isUnread)
                    .mapToLong(BackwardPartition::time)
                    .max()
                    .orElse(Long.MIN_VALUE);
            Entry next = newest == null ? null : newest.newest();
            if (newest == null || next == null || next.timestamp() < unread) {
                return;
            }
            found.add(newest.remove());
        }
    }

    private @Nullable BackwardPartition newest() {
        return parts.values().stream()
                .filter(part -> part.newest() != null)
                .max(Comparator.comparingLong(BackwardPartition::timeOfNewest))
                .orElse(null);
    }

    /** Reads a block of each partition that may have a newer record than the newest entry read so far. */
    private void read(long until) {
        BackwardPartition newest = newest();
        long time = newest == null ? Long.MIN_VALUE : newest.timeOfNewest();
        Map<TopicPartition, BackwardPartition> reading = new HashMap<>();
        parts.forEach((partition, part) -> {
            if (part.isUnread() && part.time() > time) {
                reading.put(partition, part);
            }
        });
        client.assign(reading.keySet());
        client.resume(reading.keySet());
        reading.forEach((partition, part) -> client.seek(partition, part.beginBlock()));
        while (!reading.isEmpty() && System.nanoTime() < until) {
            for (ConsumerRecord<byte[], byte[]> record : client.poll(POLL)) {
                take(record, reading.get(new TopicPartition(record.topic(), record.partition())));
            }
            reading.entrySet().removeIf(part -> {
                boolean isWhole =
                        client.position(part.getKey()) >= part.getValue().endOfBlock();
                if (isWhole) {
                    part.getValue().endBlock(matcher.notBefore());
                    client.pause(List.of(part.getKey()));
                }
                return isWhole;
            });
        }
        // Blocks that were not read completely will be read again.
        reading.values().forEach(BackwardPartition::forgetBlock);
    }

    private void take(ConsumerRecord<byte[], byte[]> record, @Nullable BackwardPartition part) {
        if (part == null || record.offset() >= part.endOfBlock()) {
            return;
        }
        part.passes(record.timestamp());
        Entry entry = matcher.of(record);
        if (entry != null) {
            part.add(entry);
        }
    }
}
