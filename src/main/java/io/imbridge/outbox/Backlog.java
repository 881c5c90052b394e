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
 * The batches of the file that were not read: how far one cursor has come, in the order of arrival, and which topics and
 * keys are behind it. Nothing newer of them may be handed out before.
 *
 * <p>Topics and keys are counted by a hash, in memory of a fixed size: now and then a key counts as being there that is
 * not. Of what was there when the file was opened only the topics are known. Guarded by the outbox's lock.
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

    /** The store was opened for the first time. */
    void adopt(Contents found) {
        foundTopics = Set.copyOf(found.topics());
        foundUpTo = found.lastFirst();
        last = found.lastFirst();
        records = found.records();
        oldest = found.oldest();
    }

    /** Whether there are some. */
    boolean isBehind() {
        return cursor < last;
    }

    /** Whether all were read that were there when the file was opened. */
    boolean hasReadFound() {
        return cursor >= foundUpTo;
    }

    /** How many records they have. */
    long records() {
        return records;
    }

    /** When the oldest records arrived, as far as that is known; null when it is not. */
    @Nullable
    Instant oldest() {
        return isBehind() ? oldest : null;
    }

    /** The first number of the last batch that was read. */
    long cursor() {
        return cursor;
    }

    /** The first number of the last batch that is there. */
    long last() {
        return last;
    }

    /** Whether there may be a record of the same topic and key. */
    boolean mayHave(OutboxRecord record) {
        return counts[slot(record)] > 0 || foundTopics.contains(record.topic());
    }

    /** A record is being written that leaves memory then: those that come after it wait for it. */
    void expect(OutboxRecord record) {
        counts[slot(record)]++;
        counted++;
    }

    /** As {@link #expect}, taken back: it stays in memory, or comes there. */
    void dismiss(OutboxRecord record) {
        int slot = slot(record);
        Invariant.holds(counts[slot] > 0, record.topic(), "no record is counted");
        counts[slot]--;
        counted--;
    }

    /** A batch of records that are expected was written: they are in the file alone. */
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

    /** There are no more batches up to a number. */
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

    /** Nothing is there, or being written. The topics and keys that count all the same were lost by damage. */
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
