package io.imbridge.outbox;

import io.imbridge.outbox.KeptRecord.Stage;
import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The appends that are not written: decides what a transaction does, where its records are afterwards, and what is held
 * for Kafka while the disk cannot be written. Does nothing itself: no thread, no disk, no answer. Guarded by the outbox's
 * lock.
 *
 * <p>A transaction that came to its end after it was decided to hold what it writes is done once more, as if it had
 * failed: so each record is in one place only.
 */
final class Ledger {
    private static final int MAX_RECORDS = 2000;
    private static final long MAX_BYTES = 8L * 1024 * 1024;
    private static final int MAX_DELETED = 5000;

    /** Deletes alone are worth a transaction when they are so many, or so old. */
    private static final int MANY_DELETABLE = 1000;

    private static final Duration DELETE_AFTER = Duration.ofMillis(100);

    private final Limits limits;
    private final Topics topics;
    private final Batches batches;
    private final Backlog backlog;
    private final Parking parking;
    private final ArrayDeque<PendingAppend> appends = new ArrayDeque<>();
    /** What a transaction may have added though it failed, or has added in vain: it goes with the one that adds it anew. */
    private final SequenceSet doubtfulBatches = new SequenceSet();

    private final SequenceSet doubtfulParked = new SequenceSet();
    private @Nullable Transaction writing;
    private boolean isVoid;
    private boolean isHolding = true;
    private boolean hasJustDeleted;
    private long deleteAt;

    /** An empty one, that holds what it gets until the first commit. */
    Ledger(Limits limits, Topics topics, Batches batches, Backlog backlog, Parking parking) {
        this.limits = limits;
        this.topics = topics;
        this.batches = batches;
        this.backlog = backlog;
        this.parking = parking;
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
            forEachUnwritten(this::offer);
        }
    }

    private void offer(PendingAppend append) {
        for (KeptRecord kept : append.records()) {
            if (kept.is(Stage.ARRIVED) && mayPass(kept)) {
                topics.ready(kept);
            }
        }
    }

    private boolean mayPass(KeptRecord kept) {
        return !topics.of(kept).isDiverted() && !backlog.mayHave(kept.record());
    }

    private void forEachUnwritten(Consumer<PendingAppend> visitor) {
        if (writing != null) {
            writing.appends().forEach(visitor);
        }
        appends.forEach(visitor);
    }

    /** The appends that are not decided. */
    List<PendingAppend> open() {
        List<PendingAppend> open = new ArrayList<>();
        forEachUnwritten(append -> {
            if (append.isOpen()) {
                open.add(append);
            }
        });
        return open;
    }

    /** Kafka has a record, or it is not to be published. */
    void end(KeptRecord kept, long now) {
        boolean hadDeletable = deletable() > 0;
        kept.becomes(Stage.DONE);
        batches.release(kept);
        parking.done(kept);
        if (!hadDeletable && deletable() > 0) {
            deleteAt = now + DELETE_AFTER.toNanos();
        }
    }

    /** Refuses an append, and withdraws its records. */
    void refuse(PendingAppend append, long now) {
        append.refuse();
        for (KeptRecord kept : append.records()) {
            if (kept.is(Stage.READY)) {
                TopicBuffer buffer = topics.of(kept);
                buffer.drop(kept);
                topics.changed(buffer);
            }
            if (kept.is(Stage.ARRIVED) || kept.is(Stage.READY)) {
                end(kept, now);
            }
        }
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
            writing.onDisk().forEach(batch -> batch.records().forEach(kept -> backlog.dismiss(kept.record())));
        }
    }

    /** How many nanoseconds the next transaction can wait: none when it is due, {@code Long.MAX_VALUE} for ever. */
    long untilDue(long now) {
        if (isHolding || !appends.isEmpty() || parking.hasWaiting() || deletable() >= MANY_DELETABLE) {
            return 0;
        }
        return deletable() == 0 ? Long.MAX_VALUE : Math.max(0, deleteAt - now);
    }

    private long deletable() {
        return batches.deletable().size() + parking.deletable().size();
    }

    boolean hasUnwritten() {
        return !appends.isEmpty() || parking.hasWaiting() || deletable() > 0;
    }

    /**
     * The next transaction. While holding, it only deletes where there is something to delete, as that may make room; and
     * one that adds ends the holding, if it succeeds.
     *
     * @param reserved all numbers up to this one may have been given
     */
    Transaction next(long reserved) {
        hasJustDeleted = isHolding && deletable() > 0 && (!hasJustDeleted || deletable() > MAX_DELETED);
        long most = hasJustDeleted ? MAX_DELETED : Long.MAX_VALUE;
        SequenceSet deletedBatches = batches.deletable().first(most);
        SequenceSet deletedParked = parking.deletable().first(most);
        isVoid = false;
        if (hasJustDeleted) {
            Changes changes = new Changes(deletedBatches, deletedParked, List.of(), List.of(), reserved);
            writing = new Transaction(changes, List.of(), List.of(), List.of(), false);
        } else {
            deletedBatches.addAll(doubtfulBatches);
            deletedParked.addAll(doubtfulParked);
            writing = plan(deletedBatches, deletedParked, reserved);
        }
        return writing;
    }

    private Transaction plan(SequenceSet deletedBatches, SequenceSet deletedParked, long reserved) {
        List<PendingAppend> taken = new ArrayList<>();
        Packing inMemory = new Packing(limits);
        Packing onDisk = new Packing(limits);
        while (!appends.isEmpty() && (isHolding || isSmall(inMemory, onDisk))) {
            PendingAppend append = appends.remove();
            if (!append.isOver()) {
                taken.add(append);
                append.records().forEach(kept -> place(kept, inMemory, onDisk));
            }
        }
        List<StoredBatch> added = new ArrayList<>(inMemory.batches());
        added.addAll(onDisk.batches());
        Changes changes = new Changes(deletedBatches, deletedParked, added, parking.take(), reserved);
        return new Transaction(changes, taken, inMemory.batches(), onDisk.batches(), true);
    }

    private static boolean isSmall(Packing inMemory, Packing onDisk) {
        return inMemory.records() + onDisk.records() < MAX_RECORDS && inMemory.bytes() + onDisk.bytes() < MAX_BYTES;
    }

    private void place(KeptRecord kept, Packing inMemory, Packing onDisk) {
        if (kept.is(Stage.DONE)) {
            return;
        }
        boolean hasRoom = batches.hasRoom(
                inMemory.records() + 1, inMemory.bytes() + kept.record().size());
        if (!kept.is(Stage.ARRIVED) || (hasRoom && mayPass(kept))) {
            inMemory.add(kept);
        } else {
            onDisk.add(kept);
            backlog.expect(kept.record());
        }
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
        for (int at = failed.appends().size() - 1; at >= 0; at--) {
            appends.addFirst(failed.appends().get(at));
        }
        parking.failed(failed.changes().parked());
        failed.changes().batches().forEach(batch -> doubtfulBatches.add(batch.first()));
        failed.changes().parked().forEach(kept -> doubtfulParked.add(kept.sequence()));
        offerHeld();
    }

    /** The transaction under way is on disk. Returns the appends that this settles. */
    List<PendingAppend> committed(long now) {
        Transaction done = Objects.requireNonNull(writing);
        delete(done.changes());
        List<PendingAppend> safe =
                done.appends().stream().filter(PendingAppend::isOpen).toList();
        safe.forEach(PendingAppend::isSafe);
        if (isVoid || done.onDisk().stream().anyMatch(Ledger::hasChanged)) {
            redo(done);
        } else {
            settle(done, now);
        }
        return safe;
    }

    private void delete(Changes changes) {
        batches.deleted(changes.deletedBatches());
        changes.deletedBatches().forEach(doubtfulBatches::remove);
        parking.deleted(changes.deletedParked());
        changes.deletedParked().forEach(doubtfulParked::remove);
    }

    private static boolean hasChanged(StoredBatch batch) {
        return !batch.records().stream().allMatch(kept -> kept.is(Stage.ARRIVED));
    }

    private void settle(Transaction done, long now) {
        writing = null;
        done.inMemory().forEach(batch -> keepInMemory(batch, now));
        for (StoredBatch batch : done.onDisk()) {
            batch.records().forEach(kept -> kept.becomes(Stage.ON_DISK));
            backlog.added(batch);
        }
        done.changes().parked().forEach(parking::parked);
        isHolding &= !done.isWhole();
        offerHeld();
    }

    private void keepInMemory(StoredBatch stored, long now) {
        Batches.Batch batch = batches.load(stored.first(), stored.records().size(), now);
        for (KeptRecord kept : stored.records()) {
            if (!kept.is(Stage.DONE)) {
                batches.waitFor(batch, kept);
                parking.admit(kept);
            }
        }
        batches.finish(batch);
    }
}
