package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is to be written, in order, and what a transaction that failed may have written all the same. Guarded by the outbox's lock. */
final class WriteQueue {
    private static final int MAX_RECORDS = 2000;
    private static final long MAX_BYTES = 8L * 1024 * 1024;
    private static final int MAX_PARKED = 5000;

    private final ArrayDeque<PendingAppend> appends = new ArrayDeque<>();
    private final ArrayDeque<KeptRecord> diverted = new ArrayDeque<>();
    private final SequenceSet doneParked = new SequenceSet();
    private final SequenceSet doubtfulBatches = new SequenceSet();
    private final SequenceSet doubtfulParked = new SequenceSet();
    private @Nullable Transaction writing;

    void add(PendingAppend append) {
        appends.add(append);
    }

    /** A record of a batch in memory is to be parked. */
    void park(KeptRecord kept) {
        diverted.add(kept);
    }

    /** A parked record is to be deleted. */
    void deleteParked(long sequence) {
        doneParked.add(sequence);
    }

    boolean hasAppends() {
        return !appends.isEmpty() || !diverted.isEmpty();
    }

    boolean hasDoubts() {
        return !doubtfulBatches.isEmpty() || !doubtfulParked.isEmpty();
    }

    long deletable() {
        return doneParked.size();
    }

    /** How many records wait to be parked. */
    int parking() {
        return diverted.size();
    }

    @Nullable
    Transaction writing() {
        return writing;
    }

    /** Takes out appends that are not settled: those of a transaction's worth, or all. */
    List<PendingAppend> takeAppends(boolean all) {
        List<PendingAppend> taken = new ArrayList<>();
        long records = 0;
        long bytes = 0;
        while (!appends.isEmpty() && (all || (records < MAX_RECORDS && bytes < MAX_BYTES))) {
            PendingAppend append = appends.remove();
            if (!append.isSettled()) {
                taken.add(append);
                records += append.records().size();
                for (KeptRecord kept : append.records()) {
                    bytes += kept.record().size();
                }
            }
        }
        return taken;
    }

    List<KeptRecord> takeDiverted() {
        List<KeptRecord> taken = new ArrayList<>();
        while (!diverted.isEmpty() && taken.size() < MAX_PARKED) {
            taken.add(diverted.remove());
        }
        return taken;
    }

    SequenceSet takeDoneParked() {
        return doneParked.takeFirst(MAX_PARKED);
    }

    SequenceSet doubtfulBatches() {
        return doubtfulBatches;
    }

    SequenceSet doubtfulParked() {
        return doubtfulParked;
    }

    boolean hasDoneParked() {
        return !doneParked.isEmpty();
    }

    Transaction start(Transaction transaction) {
        writing = transaction;
        return transaction;
    }

    /** The transaction is done, and all that was in doubt before is decided. */
    void done() {
        doubtfulBatches.takeFirst(Long.MAX_VALUE);
        doubtfulParked.takeFirst(Long.MAX_VALUE);
        writing = null;
    }

    /** The transaction failed, or so it was said: its work queues first again. */
    void failed(Transaction failed) {
        for (int at = failed.appends().size() - 1; at >= 0; at--) {
            appends.addFirst(failed.appends().get(at));
        }
        for (int at = failed.diverted().size() - 1; at >= 0; at--) {
            diverted.addFirst(failed.diverted().get(at));
        }
        doneParked.addAll(failed.deletedParked());
        for (StoredBatch batch : failed.changes().batches()) {
            doubtfulBatches.add(batch.first());
        }
        failed.changes().parked().forEach(kept -> doubtfulParked.add(kept.sequence()));
        writing = null;
    }

    /** Visits all appends that are not written, those of the transaction under way included, in order. */
    void forEachUnwritten(Consumer<PendingAppend> visitor) {
        if (writing != null) {
            writing.appends().forEach(visitor);
        }
        appends.forEach(visitor);
    }

    void dropSettled() {
        appends.removeIf(PendingAppend::isSettled);
    }
}
