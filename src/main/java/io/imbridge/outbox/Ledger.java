package io.imbridge.outbox;

import io.imbridge.outbox.OutboxState.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an outbox knows of its records: which are at hand, held, handed out, to be written, to be forgotten. Decides,
 * and does nothing: no thread, no disk, no answer. Guarded by the outbox's lock.
 */
final class Ledger {
    /** Deletes alone are worth a transaction when they are so many, or so old. */
    private static final int MANY_FORGOTTEN = 1000;

    private static final Duration FORGET_AFTER = Duration.ofMillis(100);

    private final boolean hasStore;
    private final WriteQueue queue = new WriteQueue();
    private final Shelves shelves = new Shelves();
    private final HeldAppends appends = new HeldAppends();
    private final Window window = new Window();
    private Mode mode = Mode.HELD;
    private long storedRows;
    private long forgetAt;

    /** An empty one, that holds what it gets until the first commit. */
    Ledger(boolean hasStore) {
        this.hasStore = hasStore;
    }

    boolean isHolding() {
        return mode == Mode.HELD;
    }

    Mode mode() {
        return mode;
    }

    /** How many records there are. */
    long rows() {
        return storedRows + appends.size();
    }

    /** How many of them are in the store. */
    long stored() {
        return storedRows;
    }

    @Nullable
    PendingAppend oldest() {
        return appends.oldest();
    }

    void add(PendingAppend append) {
        appends.add(append);
        if (isHolding()) {
            appends.hold(append, shelves);
        }
        if (hasStore) {
            queue.add(append);
        }
    }

    Set<String> waitingTopics() {
        return shelves.waiting();
    }

    Shelf shelf(String topic) {
        return shelves.of(topic);
    }

    /** How many records may be handed out now: a delivered record that the disk cannot forget does not count. */
    int room() {
        return window.room(isHolding() ? 0 : (int) Math.min(Integer.MAX_VALUE, queue.forgotten()));
    }

    List<KeptRecord> handOutAtHand(Shelf shelf, int max) {
        return window.add(shelf.take(max));
    }

    /** Begins to read a shelf's topic from the store; returns the number behind which. */
    long startRead(Shelf shelf) {
        return shelf.startRead(queue.allForgotten());
    }

    List<KeptRecord> handOutRead(Shelf shelf, List<KeptRecord> read) {
        return window.add(shelf.handOut(read, kept -> queue.isForgotten(kept.sequence())));
    }

    void putBack(KeptRecord kept) {
        Shelf shelf = returned(kept);
        if (appends.holds(kept.sequence())) {
            shelf.putBack(kept);
        } else if (hasStore) {
            shelf.rewind(kept);
        }
    }

    /** Kafka has a record. Returns the append that this settles, null when none. */
    @Nullable
    PendingAppend delivered(KeptRecord kept, long now) {
        returned(kept);
        PendingAppend append = appends.release(kept.sequence());
        if (append == null || queue.isInDoubt(kept.sequence())) {
            forget(kept.sequence(), now);
        }
        if (append == null || !append.delivered()) {
            return null;
        }
        append.settle();
        return append;
    }

    private Shelf returned(KeptRecord kept) {
        window.remove(kept);
        Shelf shelf = shelves.of(kept);
        shelf.returned(kept.sequence());
        return shelf;
    }

    private void forget(long sequence, long now) {
        if (hasStore) {
            if (!queue.hasForgotten()) {
                forgetAt = now + FORGET_AFTER.toNanos();
            }
            queue.forget(sequence);
        }
    }

    /** Settles the appends whose time is over, and withdraws their records. */
    List<PendingAppend> giveUpOverdue(long now) {
        List<PendingAppend> overdue = appends.giveUpOverdue(now, shelves);
        if (isHolding() || !overdue.isEmpty()) {
            queue.dropSettled();
        }
        return overdue;
    }

    /** A store was opened of which nothing is known, or not any more. */
    void adopt(Map<String, Long> lastByTopic, long rows) {
        lastByTopic.forEach((topic, last) -> shelves.of(topic).found(last));
        storedRows = rows;
    }

    /** Holds whatever is not written, from now on. Returns whether it was not so before. */
    boolean hold() {
        boolean began = !isHolding();
        mode = Mode.HELD;
        queue.forEachUnwritten(append -> appends.hold(append, shelves));
        return began;
    }

    /** The transaction under way failed. */
    void failed() {
        queue.failed();
    }

    /** How many nanoseconds the next transaction can wait: none when it is due, {@code Long.MAX_VALUE} for ever. */
    long untilDue(long now) {
        if (isHolding() || queue.hasAppends() || queue.forgotten() >= MANY_FORGOTTEN) {
            return 0;
        }
        return queue.hasForgotten() ? Math.max(0, forgetAt - now) : Long.MAX_VALUE;
    }

    boolean hasUnwritten() {
        return queue.hasAppends() || queue.hasForgotten();
    }

    /** The next transaction; while holding, one that ends that if it succeeds. */
    Batch take() {
        return isHolding() ? queue.takeAll(appends::holds) : queue.take();
    }

    Batch takeForgotten() {
        return queue.takeForgettingOnly();
    }

    /** A transaction is on disk. Returns the appends that this settles. */
    List<PendingAppend> committed(Batch batch, long forgotten, long now) {
        queue.done();
        storedRows += batch.added().size() - forgotten;
        List<PendingAppend> safe = new ArrayList<>(batch.appends().size());
        for (PendingAppend append : batch.appends()) {
            append.records().forEach(kept -> stored(append, kept, now));
            if (!append.isSettled()) {
                append.settle();
                safe.add(append);
            }
        }
        if (batch.complete()) {
            mode = Mode.DISK;
        }
        return safe;
    }

    private void stored(PendingAppend append, KeptRecord kept, long now) {
        Shelf shelf = shelves.of(kept);
        if (!append.isHeld() && !append.isSettled()) {
            shelf.addStored(kept);
        } else if (appends.release(kept.sequence()) != null) {
            shelf.stored(kept);
        } else {
            // Kafka had it before the disk, or the callback was refused meanwhile.
            forget(kept.sequence(), now);
        }
    }
}
