package io.imbridge.outbox;

import io.imbridge.outbox.KeptRecord.Stage;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * What a transaction adds, and where it is afterwards: in memory too, as long as there is room and the file has nothing
 * older of the same topic and key that was not read; else in the file alone. Guarded by the outbox's lock.
 *
 * <p>Batches are read in the order of their first numbers, and of a topic and key none must come before an older one: so
 * nothing stays in memory that comes behind what found no room there.
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

    /** Whether it is enough for one transaction. */
    boolean isLarge() {
        return inMemory.records() + onDisk.records() >= MAX_RECORDS || inMemory.bytes() + onDisk.bytes() >= MAX_BYTES;
    }

    /** Adds what is to be written of an append. */
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

    /** The batches that it adds. */
    List<StoredBatch> batches() {
        List<StoredBatch> all = new ArrayList<>(inMemory());
        all.addAll(onDisk());
        return all;
    }

    /** The batches whose records stay in memory. */
    List<StoredBatch> inMemory() {
        return inMemory.batches();
    }

    /** The batches whose records leave it. */
    List<StoredBatch> onDisk() {
        return onDisk.batches();
    }

    /** Whether a record that was to leave memory was refused meanwhile: it would be published all the same. */
    boolean hasChanged() {
        return !onDisk().stream().flatMap(batch -> batch.records().stream()).allMatch(kept -> kept.is(Stage.ARRIVED));
    }
}
