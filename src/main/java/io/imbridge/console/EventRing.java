package io.imbridge.console;

import io.imbridge.events.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The newest events, once for all pages: {@link #MOST} at most, and {@link #BYTES} of their values, the oldest leave first.
 *
 * <p>Each has a number, which grows by one. Any thread.
 */
final class EventRing {
    static final int MOST = 4_096;
    static final int BYTES = 8 * 1024 * 1024;

    private final ArrayDeque<ShownEntry> entries = new ArrayDeque<>();
    private Map<TopicPartition, Long> floor;
    private Map<TopicPartition, Long> edge;
    private long head;
    private long bytes;

    /** An empty one, for what comes behind these offsets. */
    EventRing(Map<TopicPartition, Long> offsets) {
        floor = new HashMap<>(offsets);
        edge = Map.copyOf(offsets);
    }

    /**
     * The end of what was read.
     *
     * @param number of the next entry
     * @param offsets of the next records
     */
    record Edge(long number, Map<TopicPartition, Long> offsets) {}

    /**
     * Entries in their order.
     *
     * @param next the number behind the last one
     * @param missed how many have left that should have been here
     */
    record Slice(List<ShownEntry> entries, long next, long missed) {}

    /** Takes entries in, and where their reader is behind them in all partitions that there are. */
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

    /** What begins with a number, a part of it at a time. */
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

    /** Where somebody goes on who has seen all before these offsets; -1 where records in between have left. */
    synchronized long numberBehind(Map<TopicPartition, Long> offsets) {
        boolean isHere = floor.entrySet().stream()
                .allMatch(first -> offsets.getOrDefault(first.getKey(), 0L) >= first.getValue());
        return isHere ? head - entries.size() : -1;
    }
}
