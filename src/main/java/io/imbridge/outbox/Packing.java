package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.util.ArrayList;
import java.util.List;

/** Packs records into batches of a size that can be read at once. */
final class Packing {
    private final Limits limits;
    private final List<StoredBatch> full = new ArrayList<>();
    private List<KeptRecord> open = new ArrayList<>();
    private long bytes;

    Packing(Limits limits) {
        this.limits = limits;
    }

    void add(KeptRecord kept) {
        long size = kept.record().size();
        boolean isFull = open.size() == limits.batchRecords() || bytes + size > limits.batchBytes();
        if (isFull && !open.isEmpty()) {
            close();
        }
        open.add(kept);
        bytes += size;
    }

    private void close() {
        full.add(new StoredBatch(open.get(0).sequence(), open));
        open = new ArrayList<>();
        bytes = 0;
    }

    /** All that was added. Nothing can be added after it. */
    List<StoredBatch> batches() {
        if (!open.isEmpty()) {
            close();
        }
        return full;
    }
}
