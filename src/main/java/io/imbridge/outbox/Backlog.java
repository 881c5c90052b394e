package io.imbridge.outbox;

import io.imbridge.callback.Invariant;
import io.imbridge.outbox.KeptRecord.Stage;
import io.imbridge.outbox.OutboxStore.Contents;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The batches of the file that were not read yet. One cursor reads them in the order of arrival. The class knows which
 * topics and keys have unread records: no newer record of them may be handed out before.
 *
 * <p>Topics and keys are counted by a hash, in memory of a fixed size, so a key may occasionally seem to have unread
 * records though it has none. For batches that existed when the file was opened, only the topics are known. Guarded by
 * the outbox's lock.
 */
final class Backlog {
    private static final int SLOTS = 1 << 16;

    private final int[] counts = new int[SLOTS];
    private Set<String> foundTopics = Set.of();
    private long foundUpTo = Long.MIN_VALUE;
    private long cursor = Long.MIN_VALUE;
    private long last = Long.MIN_VALUE;
    private long counted;
    private long records;
    private @Nullable Instant oldest;

    /** Takes over the content of a store that was opened for the first time. */
    void adopt(Contents found) {
        foundTopics = Set.copyOf(found.topics());
        foundUpTo = found.lastFirst();
        last = found.lastFirst();
        records = found.records();
        oldest = found.oldest();
    }

    /** Whether there are unread batches. */
    boolean isBehind() {
        return cursor < last;
    }

    /** Whether all batches that existed when the file was opened were read. */
    boolean hasReadFound() {
        return cursor >= foundUpTo;
    }

    /** How many records the unread batches have. */
    long records() {
        return records;
    }

    /** When the oldest of these records arrived; null when it is not known. */
    @Nullable
    Instant oldest() {
        return isBehind() ? oldest : null;
    }

    /** The first number of the last batch that was read. */
    long cursor() {
        return cursor;
    }

    /** The first number of the last batch in the file. */
    long last() {
        return last;
    }

    /** Whether there may be an unread record of the same topic and key. */
    boolean mayHave(OutboxRecord record) {
        return counts[slot(record)] > 0 || foundTopics.contains(record.topic());
    }

    /**
     * Counts a record that leaves memory when its transaction is written: newer records of its topic and key wait for
     * it.
     */
    void expect(OutboxRecord record) {
        counts[slot(record)]++;
        counted++;
    }

    /** Undoes {@link #expect}: the record stays in memory, or was read into memory. */
    void dismiss(OutboxRecord record) {
        int slot = slot(record);
        Invariant.holds(counts[slot] > 0, record.topic(), "no record is counted");
        counts[slot]--;
        counted--;
    }

    /** A batch of expected records was written: they are now in the file only. */
    void added(StoredBatch batch) {
        batch.records().forEach(kept -> kept.becomes(Stage.ON_DISK));
        last = Math.max(last, batch.first());
        records += batch.records().size();
    }

    /** The next batch was read. */
    void read(StoredBatch batch, boolean isInMemory) {
        cursor = batch.first();
        oldest = batch.records().get(0).record().receivedTime();
        if (!isInMemory) {
            records -= batch.records().size();
            if (batch.first() > foundUpTo) {
                batch.records().forEach(kept -> dismiss(kept.record()));
            }
        }
        forget();
    }

    /** The cursor reached a number, because there are no more batches up to it. */
    void reached(long upTo) {
        cursor = Math.max(cursor, upTo);
        forget();
    }

    private void forget() {
        if (hasReadFound()) {
            foundTopics = Set.of();
        }
        if (!isBehind()) {
            records = 0;
        }
    }

    /**
     * Clears the counts when nothing is unread or being written. Counts that are left belong to records that were lost
     * by damage.
     */
    void reset() {
        if (counted > 0) {
            Arrays.fill(counts, 0);
            counted = 0;
        }
    }

    private static int slot(OutboxRecord record) {
        int hash = record.topic().hashCode() * 31
                + (record.key() == null ? 0 : record.key().hashCode());
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }
}
