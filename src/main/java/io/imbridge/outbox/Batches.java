package io.imbridge.outbox;

import io.imbridge.callback.Invariant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The batches of the file whose records are in memory, and those that are to be deleted. How many are in memory is
 * bounded: Kafka must be asked for all of them after a crash. Guarded by the outbox's lock.
 */
final class Batches {
    /** A batch whose records are in memory. It is deleted when all of them are done, or safe elsewhere. */
    static final class Batch {
        private final long first;
        private final int count;
        private final long loadedAt;
        private final Set<KeptRecord> undone = new LinkedHashSet<>();

        private Batch(long first, int count, long loadedAt) {
            this.first = first;
            this.count = count;
            this.loadedAt = loadedAt;
        }

        /** When it came into memory, by {@link System#nanoTime()}. */
        long loadedAt() {
            return loadedAt;
        }

        List<KeptRecord> undone() {
            return new ArrayList<>(undone);
        }
    }

    private final Limits limits;
    private final TreeMap<Long, Batch> inMemory = new TreeMap<>();
    private final Deletes deletes = new Deletes();
    private long records;
    private long undelivered;
    private long bytes;

    Batches(Limits limits) {
        this.limits = limits;
    }

    /**
     * A batch comes into memory.
     *
     * @param first its first number, by which the file knows it
     * @param count how many records it has in the file
     */
    Batch load(long first, int count, long now) {
        Batch batch = new Batch(first, count, now);
        Batch other = inMemory.put(first, batch);
        Invariant.holds(other == null, "a batch comes into memory twice");
        records += count;
        return batch;
    }

    /** A batch is not to be deleted before a record is done. */
    void waitFor(Batch batch, KeptRecord kept) {
        Invariant.holds(kept.batch() == null, kept, "it is in two batches");
        kept.isIn(batch);
        batch.undone.add(kept);
        undelivered++;
        bytes += kept.record().size();
    }

    /** A record is done, or safe elsewhere: its batch, if it is in one, need not wait for it. */
    void release(KeptRecord kept) {
        Batch batch = kept.batch();
        if (batch != null) {
            kept.isIn(null);
            boolean waited = batch.undone.remove(kept);
            undelivered--;
            bytes -= kept.record().size();
            Invariant.holds(waited && undelivered >= 0 && bytes >= 0, kept, "no batch waits for it");
            finish(batch);
        }
    }

    /** Has a batch deleted that waits for nothing. */
    void finish(Batch batch) {
        if (batch.undone.isEmpty() && inMemory.remove(batch.first) != null) {
            records -= batch.count;
            Invariant.holds(records >= 0, "the batches in memory have a negative number of records");
            deletes.add(batch.first);
        }
    }

    /** Whether a batch of the file is, or was, in memory. */
    boolean knows(long first) {
        return inMemory.containsKey(first) || deletes.contains(first);
    }

    /** Whether more may be read from the file. While nothing can be deleted, only what Kafka does not have counts. */
    boolean hasRoomToRead(boolean canDelete) {
        long counted = canDelete ? records : undelivered;
        return inMemory.isEmpty() || (counted < limits.readRecords() && bytes < limits.readBytes());
    }

    /** Whether more records that are fresh may stay in memory. */
    boolean hasRoom(int more, long size) {
        return records + more <= limits.records() && bytes + size <= limits.bytes();
    }

    /** How many records are in memory that Kafka does not have. */
    long undelivered() {
        return undelivered;
    }

    /** All that are in memory, in the order of their numbers. */
    Iterable<Batch> inMemory() {
        return inMemory.values();
    }

    /** The oldest record that is in memory, none when there is none. */
    List<KeptRecord> oldest() {
        Map.Entry<Long, Batch> first = inMemory.firstEntry();
        return first == null
                ? List.of()
                : List.of(first.getValue().undone.iterator().next());
    }

    /** The first numbers of those that are to be deleted. */
    Deletes deletes() {
        return deletes;
    }
}
