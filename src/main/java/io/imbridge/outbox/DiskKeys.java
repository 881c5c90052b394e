package io.imbridge.outbox;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The topics and keys of the records that are in the file alone: nothing newer of them may be handed out before.
 *
 * <p>They are counted by a hash, in memory of a fixed size: now and then a key counts as being there that is not. Of
 * records that were there when the file was opened only the topics are known. Guarded by the outbox's lock.
 */
final class DiskKeys {
    private static final int SLOTS = 1 << 16;

    private final int[] counts = new int[SLOTS];
    private final Map<String, Long> found = new HashMap<>();
    private long counted;
    private long readUpTo = Long.MIN_VALUE;
    private long readFirst = Long.MIN_VALUE;
    private long foundUpTo = Long.MIN_VALUE;

    /** A file was opened that has these records of a time before, in batches up to this one. */
    void adopt(Map<String, Long> countsByTopic, long lastFirst) {
        found.clear();
        found.putAll(countsByTopic);
        foundUpTo = lastFirst;
    }

    /** Whether the file may have an older record of the same topic and key that was not read. */
    boolean mayHaveOlder(KeptRecord kept) {
        OutboxRecord record = kept.record();
        return kept.sequence() > readUpTo && (counts[slot(record)] > 0 || found.containsKey(record.topic()));
    }

    /** A record is in the file alone from now on. */
    void add(OutboxRecord record) {
        counts[slot(record)]++;
        counted++;
    }

    /** As {@link #add}, taken back. */
    void remove(OutboxRecord record) {
        int slot = slot(record);
        if (counts[slot] == 0) {
            throw new IllegalStateException("no record of " + record.topic() + " is counted");
        }
        counts[slot]--;
        counted--;
    }

    /** A record of a batch of the file is in memory from now on. */
    void loaded(long first, OutboxRecord record) {
        if (first > foundUpTo) {
            remove(record);
        } else {
            found.computeIfPresent(record.topic(), (topic, count) -> count <= 1 ? null : count - 1);
        }
    }

    /** Whether a batch was there when the file was opened. */
    boolean wasFound(long first) {
        return first <= foundUpTo;
    }

    /**
     * All batches up to one were read.
     *
     * @param first its first number
     * @param upTo all records up to this number were read
     */
    void reached(long first, long upTo) {
        readUpTo = upTo;
        readFirst = first;
        if (first >= foundUpTo) {
            found.clear();
        }
    }

    /** Whether all that was there when the file was opened was read. */
    boolean hasReachedFound() {
        return readFirst >= foundUpTo;
    }

    /** Nothing is in the file alone. What counts all the same was lost by damage. */
    void reset() {
        if (counted > 0) {
            Arrays.fill(counts, 0);
            counted = 0;
        }
    }

    private static int slot(OutboxRecord record) {
        int hash = record.topic().hashCode() * 31 + (record.key() == null ? 0 : record.key().hashCode());
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }
}
