package io.imbridge.outbox;

import io.imbridge.outbox.KeptRecord.Stage;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * The records that a transaction adds, and where they are afterwards. Records also stay in memory if there is room and
 * the file has no older unread record of the same topic and key; else they are in the file only. Guarded by the
 * outbox's lock.
 *
 * <p>Batches are read in the order of their first numbers, and a record must not be read before an older one of its
 * topic and key. So after the first record for which there was no room, no record stays in memory.
 */
final class Plan {
    private static final int MAX_RECORDS = 2000;
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    private final Records state;
    private final List<PendingAppend> appends = new ArrayList<>();
    private final Packing inMemory;
    private final Packing onDisk;
    private boolean isFull;

    Plan(Records state, Limits limits) {
        this.state = state;
        this.inMemory = new Packing(limits);
        this.onDisk = new Packing(limits);
    }

    /** Whether the plan is large enough for one transaction. */
    boolean isLarge() {
        return inMemory.records() + onDisk.records() >= MAX_RECORDS || inMemory.bytes() + onDisk.bytes() >= MAX_BYTES;
    }

    /** Adds the records of an append that must be written. */
    void add(PendingAppend append) {
        if (append.isOver()) {
            return;
        }
        appends.add(append);
        for (KeptRecord kept : append.records()) {
            if (kept.is(Stage.ARRIVED)) {
                place(kept);
            } else if (!kept.is(Stage.DONE)) {
                inMemory.add(kept);
                if (isFull) {
                    onDisk.cut();
                }
            }
        }
    }

    private void place(KeptRecord kept) {
        boolean mayPass = state.mayPass(kept);
        if (mayPass
                && !isFull
                && !state.batches.hasRoom(
                        inMemory.records() + 1, inMemory.bytes() + kept.record().size())) {
            isFull = true;
            onDisk.cut();
        }
        if (mayPass && !isFull) {
            inMemory.add(kept);
        } else {
            onDisk.add(kept);
            state.backlog.expect(kept.record());
        }
    }

    List<PendingAppend> appends() {
        return appends;
    }

    /** The batches that the transaction adds. */
    List<StoredBatch> batches() {
        List<StoredBatch> all = new ArrayList<>(inMemory());
        all.addAll(onDisk());
        return all;
    }

    /** The batches whose records stay in memory. */
    List<StoredBatch> inMemory() {
        return inMemory.batches();
    }

    /** The batches whose records leave memory. */
    List<StoredBatch> onDisk() {
        return onDisk.batches();
    }

    /** Whether a record that would leave memory was refused since: it would still be published. */
    boolean hasChanged() {
        return !onDisk().stream().flatMap(batch -> batch.records().stream()).allMatch(kept -> kept.is(Stage.ARRIVED));
    }
}
