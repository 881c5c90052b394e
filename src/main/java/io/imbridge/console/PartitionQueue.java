package io.imbridge.console;

import io.imbridge.events.Entry;
import java.util.ArrayDeque;

/** The entries that a search has read from a partition and not returned yet. */
final class PartitionQueue {
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private final long end;
    private long read;
    private long passed = Long.MIN_VALUE;

    /** An empty queue for the records from one offset up to, but not including, another. */
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

    /** Notes that a record with this time was read. */
    void passes(long timestamp) {
        passed = Math.max(passed, timestamp);
    }

    /** Notes that all records before an offset were read. */
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

    /**
     * The time of the first waiting entry. If none waits, the next entry is not older than this time, the newest that
     * was read.
     */
    long time() {
        Entry first = waiting.peekFirst();
        return first == null ? passed : first.timestamp();
    }

    /** The offset after all returned entries. */
    long next() {
        Entry first = waiting.peekFirst();
        return first == null ? Math.min(read, Math.max(end, 0)) : first.origin().offset();
    }
}
