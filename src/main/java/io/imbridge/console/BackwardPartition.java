package io.imbridge.console;

import io.imbridge.events.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partition that is read from its end: the entries that were found and not returned yet, and the unread part before
 * them.
 */
final class BackwardPartition {
    private static final int LARGEST_BLOCK = 1_000;

    private final ArrayDeque<Entry> found = new ArrayDeque<>();
    private final List<Entry> block = new ArrayList<>();
    private final long begin;
    private long unread;
    private int size;
    private long least = Long.MAX_VALUE;
    private long time = Long.MAX_VALUE;

    /** A part between two offsets, of which nothing is read. */
    BackwardPartition(long begin, long end, int size) {
        this.begin = begin;
        this.unread = Math.max(begin, end);
        this.size = size;
    }

    boolean isUnread() {
        return unread > begin;
    }

    /** The latest time that an unread record can have: the earliest time in the block that was read last. */
    long time() {
        return time;
    }

    /** Begins the next block, and returns its first offset. */
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

    /** Notes that the whole block was read. If all its records are too old, it is the last block. */
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

    /** Drops a block that was not read to its end. */
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

    /** The offset before which a later search continues. */
    long next() {
        Entry newest = found.peekFirst();
        return newest == null ? unread : newest.origin().offset() + 1;
    }
}
