package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.util.List;

/**
 * What one transaction of the outbox does, and what for.
 *
 * @param changes what it does to the store
 * @param appends whose records it adds
 * @param inMemory those of the added batches whose records stay in memory
 * @param onDisk those of the added batches whose records leave it
 * @param isWhole whether it adds all that there is to add, and does not only delete
 */
record Transaction(
        Changes changes,
        List<PendingAppend> appends,
        List<StoredBatch> inMemory,
        List<StoredBatch> onDisk,
        boolean isWhole) {
    /** How many records it adds. */
    int added() {
        return changes.batches().stream()
                .mapToInt(batch -> batch.records().size())
                .sum();
    }
}
