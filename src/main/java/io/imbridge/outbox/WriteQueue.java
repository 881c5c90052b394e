package io.imbridge.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** What is to be written: records to add, in order, and records to forget. Guarded by the outbox's lock. */
final class WriteQueue {
    private static final int MAX_RECORDS = 2000;

    /** What a transaction deletes takes room in the write-ahead file. */
    static final int MAX_FORGOTTEN = 5000;

    private final ArrayDeque<PendingAppend> appends = new ArrayDeque<>();
    private final SequenceSet forgotten = new SequenceSet();
    private final SequenceSet inDoubt = new SequenceSet();
    private Batch writing = Batch.nothing(false);

    void add(PendingAppend append) {
        appends.add(append);
    }

    void forget(long sequence) {
        forgotten.add(sequence);
    }

    /** How many records are to be forgotten, those included whose transaction runs. */
    long forgotten() {
        return forgotten.size() + writing.forgotten().size();
    }

    boolean isForgotten(long sequence) {
        return forgotten.contains(sequence) || writing.forgotten().contains(sequence);
    }

    /** All that is to be forgotten, now. */
    SequenceSet allForgotten() {
        SequenceSet all = forgotten.copy();
        all.addAll(writing.forgotten());
        return all;
    }

    boolean hasAppends() {
        return !appends.isEmpty();
    }

    boolean hasForgotten() {
        return !forgotten.isEmpty();
    }

    /** Takes the next transaction's work out: as much as has queued up. */
    Batch take() {
        List<PendingAppend> taken = new ArrayList<>();
        List<KeptRecord> added = new ArrayList<>();
        while (!appends.isEmpty() && added.size() < MAX_RECORDS) {
            PendingAppend append = appends.remove();
            if (!append.isSettled()) {
                taken.add(append);
                added.addAll(append.records());
            }
        }
        return start(new Batch(taken, added, takeForgotten(), new SequenceSet(), appends.isEmpty()));
    }

    /** Takes everything out that is unwritten, however much; of what was held, only what {@code isHeld} still is. */
    Batch takeAll(LongPredicate isHeld) {
        List<PendingAppend> taken =
                appends.stream().filter(append -> !append.isSettled()).toList();
        appends.clear();
        List<KeptRecord> added = taken.stream()
                .flatMap(append -> append.records().stream())
                .filter(kept -> isHeld.test(kept.sequence()))
                .toList();
        return start(new Batch(taken, added, new SequenceSet(), inDoubt.copy(), true));
    }

    /** Takes out only what is to be forgotten. */
    Batch takeForgettingOnly() {
        return start(new Batch(List.of(), List.of(), takeForgotten(), new SequenceSet(), false));
    }

    /** The transaction is done. */
    void done() {
        inDoubt.removeAll(writing.inDoubt());
        writing = Batch.nothing(false);
    }

    /** Whether a record may be in the store although its transaction failed. */
    boolean isInDoubt(long sequence) {
        return inDoubt.contains(sequence);
    }

    /** The transaction failed, or so it was said: its work queues first again. */
    void failed() {
        for (int i = writing.appends().size() - 1; i >= 0; i--) {
            appends.addFirst(writing.appends().get(i));
        }
        forgotten.addAll(writing.forgotten());
        writing.added().forEach(kept -> inDoubt.add(kept.sequence()));
        writing = Batch.nothing(false);
    }

    /** Visits all that is not written, what is being written included, in order. */
    void forEachUnwritten(Consumer<PendingAppend> visitor) {
        writing.appends().forEach(visitor);
        appends.forEach(visitor);
    }

    void dropSettled() {
        appends.removeIf(PendingAppend::isSettled);
    }

    private SequenceSet takeForgotten() {
        return forgotten.takeFirst(MAX_FORGOTTEN);
    }

    private Batch start(Batch batch) {
        writing = batch;
        return batch;
    }
}
