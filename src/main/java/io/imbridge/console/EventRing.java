package io.imbridge.console;

import io.imbridge.events.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The newest events, shared by all pages. It keeps at most {@link #MOST} events and {@link #BYTES} of their values; the
 * oldest leave first.
 *
 * <p>Each event has a number, which increases by one. Safe for many threads.
 */
final class EventRing {
    static final int MOST = 4_096;
    static final int BYTES = 8 * 1024 * 1024;

    private final ArrayDeque<ShownEntry> entries = new ArrayDeque<>();
    private Map<TopicPartition, Long> floor;
    private Map<TopicPartition, Long> edge;
    private long head;
    private long bytes;

    /** An empty ring for the events after these offsets. */
    EventRing(Map<TopicPartition, Long> offsets) {
        floor = new HashMap<>(offsets);
        edge = Map.copyOf(offsets);
    }

    /**
     * The end of the records that were read.
     *
     * @param number the number of the next entry
     * @param offsets the offsets of the next records
     */
    record Edge(long number, Map<TopicPartition, Long> offsets) {}

    /**
     * Some entries, in order.
     *
     * @param next the number after the last entry
     * @param missed how many entries from the wanted number on are not returned, because some have left the ring;
     *     otherwise 0
     */
    record Slice(List<ShownEntry> entries, long next, long missed) {}

    /** Adds entries, and the reader's next offsets in all existing partitions. */
    synchronized void append(List<Entry> more, Map<TopicPartition, Long> offsets) {
        for (Entry entry : more) {
            entries.addLast(new ShownEntry(entry));
            bytes += entry.text().length;
            head++;
        }
        while (entries.size() > MOST || bytes > BYTES) {
            Entry oldest = entries.removeFirst().entry();
            bytes -= oldest.text().length;
            floor.put(
                    new TopicPartition(oldest.origin().topic(), oldest.origin().partition()),
                    oldest.origin().offset() + 1);
        }
        floor.keySet().retainAll(offsets.keySet());
        edge = Map.copyOf(offsets);
    }

    /** The entries from a number on, at most the given number of them. */
    synchronized Slice after(long number, int most) {
        long oldest = head - entries.size();
        if (number < oldest) {
            return new Slice(List.of(), number, head - number);
        }
        List<ShownEntry> found = new ArrayList<>();
        entries.stream().skip(number - oldest).limit(most).forEach(found::add);
        return new Slice(found, number + found.size(), 0);
    }

    synchronized Edge edge() {
        return new Edge(head, edge);
    }

    /**
     * The number from which a reader continues that has seen all records before these offsets; -1 if records in between
     * have left the ring.
     */
    synchronized long numberBehind(Map<TopicPartition, Long> offsets) {
        boolean isHere = floor.entrySet().stream()
                .allMatch(first -> offsets.getOrDefault(first.getKey(), 0L) >= first.getValue());
        return isHere ? head - entries.size() : -1;
    }
}
