package io.imbridge.outbox;

import io.imbridge.callback.Invariant;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.util.ArrayList;
import java.util.List;

/** Packs records into batches that are small enough to be read at once. */
final class Packing {
    private final Limits limits;
    private final List<StoredBatch> batches = new ArrayList<>();
    private List<KeptRecord> open = new ArrayList<>();
    private long openBytes;
    private long last = Long.MIN_VALUE;
    private int records;
    private long bytes;

    Packing(Limits limits) {
        this.limits = limits;
    }

    void add(KeptRecord kept) {
        Invariant.holds(kept.sequence() > last, kept, "it comes behind a record with a higher number");
        last = kept.sequence();
        long size = kept.record().size();
        if (open.size() == limits.batchRecords() || openBytes + size > limits.batchBytes()) {
            cut();
        }
        if (open.isEmpty()) {
            batches.add(new StoredBatch(kept.sequence(), open));
        }
        open.add(kept);
        openBytes += size;
        records++;
        bytes += size;
    }

    /** Starts a new batch: records that are added from now on do not go into the batches of earlier records. */
    void cut() {
        open = new ArrayList<>();
        openBytes = 0;
    }

    /** How many records were added. */
    int records() {
        return records;
    }

    /** How much memory these records take, in bytes. */
    long bytes() {
        return bytes;
    }

    /** The batches of all records that were added. */
    List<StoredBatch> batches() {
        return batches;
    }
}
