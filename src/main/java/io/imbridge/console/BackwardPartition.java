package io.imbridge.console;

import io.imbridge.events.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A partition that is read from its end: what was found of it and not told yet, and what is unread before that. */
final class BackwardPartition {
    private static final int LARGEST_BLOCK = 1_000;

    private final ArrayDeque<Entry> found = new ArrayDeque<>();
    private final List<Entry> block = new ArrayList<>();
    private final long begin;
    private long unread;
    private int size;
    private long least = Long.MAX_VALUE;
    private long time = Long.MAX_VALUE;

    /** Of nothing read, between two offsets. */
    BackwardPartition(long begin, long end, int size) {
        this.begin = begin;
        this.unread = Math.max(begin, end);
        this.size = size;
    }

    boolean isUnread() {
        return unread > begin;
    }

    /** What the unread may have at most: the least time of what was read last. */
    long time() {
        return time;
    }

    /** Where the next block begins. */
    long beginBlock() {
        block.clear();
        least = Long.MAX_VALUE;
        return Math.max(begin, unread - size);
    }

    long endOfBlock() {
        return unread;
    }

    void passes(long timestamp) {
        least = Math.min(least, timestamp);
    }

    void add(Entry entry) {
        block.add(entry);
    }

    /** All of the block was read. One of nothing but older records is the last one. */
    void endBlock(long notBefore) {
        unread = Math.max(begin, unread - size);
        size = Math.min(2 * size, LARGEST_BLOCK);
        time = least == Long.MAX_VALUE ? time : least;
        for (int at = block.size() - 1; at >= 0; at--) {
            found.addLast(block.get(at));
        }
        block.clear();
        if (time < notBefore && found.isEmpty()) {
            unread = begin;
        }
    }

    /** The block was not read to its end. */
    void forgetBlock() {
        block.clear();
    }

    @Nullable
    Entry newest() {
        return found.peekFirst();
    }

    long timeOfNewest() {
        Entry newest = found.peekFirst();
        return newest == null ? Long.MIN_VALUE : newest.timestamp();
    }

    Entry remove() {
        return found.removeFirst();
    }

    /** Before which offset a later search goes on. */
    long next() {
        Entry newest = found.peekFirst();
        return newest == null ? unread : newest.origin().offset() + 1;
    }
}
