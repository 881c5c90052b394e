package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.util.List;

/**
 * What one transaction of the outbox does, and what for.
 *
 * @param changes what it does to the store
 * @param deletedParked those of the parked records that it deletes because they are done
 * @param appends whose records it adds
 * @param inMemory those of the added batches whose records stay in memory
 * @param onDisk those of the added batches whose records leave it
 * @param fresh the parked records that are in no batch
 * @param diverted the parked records that leave their batches
 * @param isComplete whether nothing is left unwritten behind it
 */
record Transaction(
        Changes changes,
        SequenceSet deletedParked,
        List<PendingAppend> appends,
        List<StoredBatch> inMemory,
        List<StoredBatch> onDisk,
        List<KeptRecord> fresh,
        List<KeptRecord> diverted,
        boolean isComplete) {
    /** How many records it adds. */
    int added() {
        return inMemory.stream().mapToInt(batch -> batch.records().size()).sum()
                + onDisk.stream().mapToInt(batch -> batch.records().size()).sum()
                + fresh.size();
    }
}
