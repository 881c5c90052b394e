package io.imbridge.outbox;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The batches of the file that are in memory, or were and are not deleted yet: a bounded number, since Kafka must be asked
 * for all of it after a crash. Guarded by the outbox's lock.
 */
final class LoadedBatches {
    private static final int MAX_DELETED = 5_000;

    private final Limits limits;
    private final TreeMap<Long, LoadedBatch> undone = new TreeMap<>();
    private final SequenceSet deletedWhileReading = new SequenceSet();
    private SequenceSet done = new SequenceSet();
    private SequenceSet deleting = new SequenceSet();
    private long readingUpTo = Long.MIN_VALUE;
    private long undoneRecords;
    private long doneRecords;
    private long deletingRecords;
    private long undelivered;
    private long bytes;

    LoadedBatches(Limits limits) {
        this.limits = limits;
    }

    /** A batch comes into memory. */
    LoadedBatch load(long first, int count, long now) {
        LoadedBatch batch = new LoadedBatch(first, count, now);
        undone.put(first, batch);
        undoneRecords += count;
        return batch;
    }

    /** A batch is not to be deleted before a record is done. */
    void waitFor(LoadedBatch batch, KeptRecord kept) {
        batch.waitFor(kept);
        undelivered++;
        bytes += kept.record().size();
    }

    /** A record of a batch is done, or safe elsewhere. */
    void release(LoadedBatch batch, KeptRecord kept) {
        batch.release(kept);
        undelivered--;
        bytes -= kept.record().size();
        finish(batch);
    }

    /** Has a batch deleted that waits for nothing. */
    void finish(LoadedBatch batch) {
        if (batch.isDone() && undone.remove(batch.first()) != null) {
            undoneRecords -= batch.count();
            doneRecords += batch.count();
            done.add(batch.first());
        }
    }

    /** Whether a batch of the file is, or was, in memory. */
    boolean knows(long first) {
        return undone.containsKey(first)
                || done.contains(first)
                || deleting.contains(first)
                || deletedWhileReading.contains(first);
    }

    /** Whether more may be read from the file. */
    boolean hasRoomToRead(boolean canDelete) {
        return undone.isEmpty() || (touched(canDelete) < limits.readRecords() && bytes < limits.readBytes());
    }

    /** Whether more records that are fresh may stay in memory. */
    boolean hasRoom(int records, long size) {
        return touched(true) + records <= limits.records() && bytes + size <= limits.bytes();
    }

    private long touched(boolean canDelete) {
        return canDelete ? undoneRecords + doneRecords + deletingRecords : undelivered;
    }

    /** How many records are in memory that Kafka does not have. */
    long undelivered() {
        return undelivered;
    }

    /** How many records have been delivered and are not deleted yet. */
    long deletable() {
        return doneRecords;
    }

    boolean hasDeletable() {
        return !done.isEmpty();
    }

    /** All that are not done, in the order of their numbers. */
    Iterable<LoadedBatch> undone() {
        return undone.values();
    }

    @Nullable
    LoadedBatch oldest() {
        Map.Entry<Long, LoadedBatch> first = undone.firstEntry();
        return first == null ? null : first.getValue();
    }

    /** Takes out what the next transaction deletes. To be followed by {@link #deleted} or {@link #notDeleted}. */
    SequenceSet takeDeletable() {
        boolean deletesAll = done.size() <= MAX_DELETED;
        deleting = deletesAll ? done : done.takeFirst(MAX_DELETED);
        done = deletesAll ? new SequenceSet() : done;
        // How many of them the others have nobody knows: they count until all are gone.
        deletingRecords = deletesAll ? doneRecords : 0;
        doneRecords -= deletingRecords;
        return deleting;
    }

    void deleted() {
        deleting.forEach(first -> {
            if (first <= readingUpTo) {
                deletedWhileReading.add(first);
            }
        });
        deleting = new SequenceSet();
        deletingRecords = 0;
    }

    void notDeleted() {
        done.addAll(deleting);
        doneRecords += deletingRecords;
        deleting = new SequenceSet();
        deletingRecords = 0;
    }

    /** Somebody begins to read batches up to this one: it may come to see those that are deleted meanwhile. */
    void reading(long upTo) {
        readingUpTo = upTo;
    }

    void hasRead() {
        readingUpTo = Long.MIN_VALUE;
        deletedWhileReading.takeFirst(Long.MAX_VALUE);
    }
}
