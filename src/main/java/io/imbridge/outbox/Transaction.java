package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.Changes;

/**
 * One transaction of the outbox.
 *
 * @param changes its changes to the store
 * @param plan the records that it adds, and their appends
 * @param isWhole whether it adds everything that must be added, rather than only deleting
 */
record Transaction(Changes changes, Plan plan, boolean isWhole) {
    /** How many records it adds. */
    int added() {
        return changes.batches().stream()
                .mapToInt(batch -> batch.records().size())
                .sum();
    }
}
