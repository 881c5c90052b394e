package io.imbridge.console;

import io.imbridge.events.Entry;
import java.util.ArrayDeque;

/** What a search has read of a partition and not told yet. */
final class PartitionQueue {
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private final long end;
    private long read;
    private long passed = Long.MIN_VALUE;

    /** Of nothing read, from one offset until before another. */
    PartitionQueue(long begin, long end) {
        this.read = begin;
        this.end = end;
    }

    void add(Entry entry) {
        waiting.addLast(entry);
    }

    Entry remove() {
        return waiting.removeFirst();
    }

    /** A record of this time was read. */
    void passes(long timestamp) {
        passed = Math.max(passed, timestamp);
    }

    /** All before an offset was read. */
    void readUntil(long offset) {
        read = Math.max(read, offset);
    }

    boolean isRead() {
        return read >= end;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    long end() {
        return end;
    }

    /** Of what comes next: that of the first which waits, else no less than what was read. */
    long time() {
        Entry first = waiting.peekFirst();
        return first == null ? passed : first.timestamp();
    }

    /** The offset behind all that was told. */
    long next() {
        Entry first = waiting.peekFirst();
        return first == null ? Math.min(read, Math.max(end, 0)) : first.origin().offset();
    }
}
