package io.imbridge.outbox;

import io.imbridge.callback.Invariant;
import io.imbridge.outbox.KeptRecord.Stage;
import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The appends that are not written: holds them for Kafka while the disk cannot be written, and decides what a transaction
 * does. Does nothing itself: no thread, no disk, no answer. Guarded by the outbox's lock.
 *
 * <p>A transaction that came to its end after it was decided to hold what it writes is done once more, as if it had
 * failed: so each record is in one place only.
 */
final class Ledger {
    /** So much is deleted by a transaction that only deletes. */
    private static final int MAX_DELETED = 5000;

    private final Limits limits;
    private final Records state;
    private final ArrayDeque<PendingAppend> appends = new ArrayDeque<>();
    private @Nullable Transaction writing;
    private boolean isVoid;
    private boolean isHolding = true;
    private boolean hasJustDeleted;

    /** An empty one, that holds what it gets until the first commit. */
    Ledger(Limits limits, Records state) {
        this.limits = limits;
        this.state = state;
    }

    boolean isHolding() {
        return isHolding;
    }

    /** Whether a transaction is under way. */
    boolean isWriting() {
        return writing != null;
    }

    void add(PendingAppend append) {
        appends.add(append);
        if (isHolding) {
            offer(append);
        }
    }

    /** Lets what is held be handed out, unless the file has something that goes first. */
    void offerHeld() {
        if (isHolding) {
            state.parking.giveUp();
            forEachUnwritten(this::offer);
        }
    }

    private void offer(PendingAppend append) {
        for (KeptRecord kept : append.records()) {
            if (kept.is(Stage.ARRIVED) && state.mayPass(kept)) {
                state.topics.ready(kept);
            }
        }
    }

    private void forEachUnwritten(Consumer<PendingAppend> visitor) {
        if (writing != null) {
            writing.plan().appends().forEach(visitor);
        }
        appends.forEach(visitor);
    }

    /** The appends that are not decided, in order. */
    List<PendingAppend> open() {
        List<PendingAppend> open = new ArrayList<>();
        forEachUnwritten(append -> {
            if (append.isOpen()) {
                open.add(append);
            }
        });
        return open;
    }

    /** Forgets the appends of which nothing need be written. */
    void dropOver() {
        appends.removeIf(PendingAppend::isOver);
    }

    /** Holds whatever is not written, from now on. Returns whether it was not so before. */
    boolean hold() {
        boolean began = !isHolding;
        isHolding = true;
        voidWriting();
        offerHeld();
        return began;
    }

    /** Whatever becomes of the transaction under way, its records are not in the file alone. */
    private void voidWriting() {
        if (writing != null && !isVoid) {
            isVoid = true;
            for (StoredBatch batch : writing.plan().onDisk()) {
                batch.records().forEach(kept -> state.backlog.dismiss(kept.record()));
            }
        }
    }

    /** Whether there is something to write at once: while holding, at least to see whether that is possible. */
    boolean isDue() {
        return isHolding || !appends.isEmpty() || state.parking.hasWaiting();
    }

    /**
     * The next transaction. While holding, it only deletes where there is something to delete, as that may make room; and
     * one that adds ends the holding, if it succeeds.
     *
     * @param reserved all numbers up to this one may have been given
     */
    Transaction next(long reserved) {
        long deletable = state.deletable();
        hasJustDeleted = isHolding && deletable > 0 && (!hasJustDeleted || deletable > MAX_DELETED);
        Invariant.holds(writing == null, "a transaction is still under way");
        isVoid = false;
        writing = hasJustDeleted ? deletes(reserved) : all(reserved);
        return writing;
    }

    private Transaction deletes(long reserved) {
        Changes changes = new Changes(
                state.batches.deletes().first(MAX_DELETED),
                state.parking.deletes().first(MAX_DELETED),
                List.of(),
                List.of(),
                reserved);
        return new Transaction(changes, new Plan(state, limits), false);
    }

    private Transaction all(long reserved) {
        Plan plan = new Plan(state, limits);
        while (!appends.isEmpty() && (isHolding || !plan.isLarge())) {
            plan.add(appends.remove());
        }
        Changes changes = new Changes(
                state.batches.deletes().all(),
                state.parking.deletes().all(),
                plan.batches(),
                state.parking.take(),
                reserved);
        return new Transaction(changes, plan, true);
    }

    /** The transaction under way failed, if there is one, or so it was said. */
    void failed() {
        hasJustDeleted = false;
        if (writing != null) {
            redo(writing);
        }
    }

    /** All that the transaction under way was to do is still to be done, and what it may have added is to be deleted. */
    private void redo(Transaction failed) {
        voidWriting();
        writing = null;
        List<PendingAppend> again = failed.plan().appends();
        for (int at = again.size() - 1; at >= 0; at--) {
            appends.addFirst(again.get(at));
        }
        state.parking.failed(failed.changes().parked());
        failed.changes().batches().forEach(batch -> state.batches.deletes().doubt(batch.first()));
        offerHeld();
    }

    /** The transaction under way is on disk. Returns the appends that this settles. */
    List<PendingAppend> committed(long now) {
        Transaction done = Objects.requireNonNull(writing);
        state.batches.deletes().deleted(done.changes().deletedBatches());
        state.parking.deleted(done.changes().deletedParked());
        List<PendingAppend> safe =
                done.plan().appends().stream().filter(PendingAppend::isOpen).toList();
        safe.forEach(PendingAppend::isSafe);
        if (isVoid || done.plan().hasChanged()) {
            redo(done);
        } else {
            settle(done, now);
        }
        return safe;
    }

    private void settle(Transaction done, long now) {
        writing = null;
        done.plan().inMemory().forEach(batch -> state.load(batch, now));
        done.plan().onDisk().forEach(state.backlog::added);
        done.changes().parked().forEach(state.parking::parked);
        isHolding &= !done.isWhole();
        offerHeld();
    }
}
