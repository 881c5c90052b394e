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
 * The appends that are not written yet. It makes their callbacks wait for Kafka while the disk cannot be written, and
 * it decides what each transaction does. It only keeps state: it has no thread, and does not touch the disk or answer
 * callbacks. Guarded by the outbox's lock.
 *
 * <p>A transaction that commits after the ledger decided that its callbacks wait for Kafka is repeated, as if it had
 * failed. So each record is in one place only.
 */
final class Ledger {
    /** A transaction that only deletes deletes at most this many rows. */
    private static final int MAX_DELETED = 5000;

    private final Limits limits;
    private final Records state;
    private final ArrayDeque<PendingAppend> appends = new ArrayDeque<>();
    private @Nullable Transaction writing;
    private boolean isVoid;
    private boolean isHolding = true;
    private boolean hasJustDeleted;

    /** An empty ledger, whose callbacks wait for Kafka until the first commit. */
    Ledger(Limits limits, Records state) {
        this.limits = limits;
        this.state = state;
    }

    boolean isHolding() {
        return isHolding;
    }

    /** Whether a transaction is in progress. */
    boolean isWriting() {
        return writing != null;
    }

    void add(PendingAppend append) {
        appends.add(append);
        if (isHolding) {
            offer(append);
        }
    }

    /**
     * Lets the records of waiting callbacks be handed out, unless the file has older records of the same topic and key.
     */
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

    /** The appends that are neither safe nor refused, in order. */
    List<PendingAppend> open() {
        List<PendingAppend> open = new ArrayList<>();
        forEachUnwritten(append -> {
            if (append.isOpen()) {
                open.add(append);
            }
        });
        return open;
    }

    /** Drops the appends of which nothing needs to be written. */
    void dropOver() {
        appends.removeIf(PendingAppend::isOver);
    }

    /** Makes all unwritten callbacks wait for Kafka from now on. Returns whether that is a change. */
    boolean hold() {
        boolean began = !isHolding;
        isHolding = true;
        voidWriting();
        offerHeld();
        return began;
    }

    /** Whatever the result of the current transaction is, its records are not in the file only. */
    private void voidWriting() {
        if (writing != null && !isVoid) {
            isVoid = true;
            for (StoredBatch batch : writing.plan().onDisk()) {
                batch.records().forEach(kept -> state.backlog.dismiss(kept.record()));
            }
        }
    }

    /**
     * Whether something must be written at once. While callbacks wait for Kafka this is always true, to try whether the
     * disk works.
     */
    boolean isDue() {
        return isHolding || !appends.isEmpty() || state.parking.hasWaiting();
    }

    /**
     * The next transaction. While callbacks wait for Kafka and something can be deleted, it may only delete, because
     * that may make space. A transaction that adds everything lets callbacks be kept on disk again, if it succeeds.
     *
     * @param reserved numbers up to this one may have been given out
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

    /** The current transaction, if there is one, failed or was reported as failed. */
    void failed() {
        hasJustDeleted = false;
        if (writing != null) {
            redo(writing);
        }
    }

    /** All work of the current transaction must be done again, and all rows that it may have added must be deleted. */
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

    /** The current transaction is on disk. Returns the appends that this makes safe. */
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
