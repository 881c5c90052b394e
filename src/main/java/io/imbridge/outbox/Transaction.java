package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.Changes;

/**
 * One transaction of the outbox.
 *
 * @param changes what it does to the store
 * @param plan what it adds, and for whom
 * @param isWhole whether it has all that there is to add, and does not only delete
 */
record Transaction(Changes changes, Plan plan, boolean isWhole) {
    /** How many records it adds. */
    int added() {
        return changes.batches().stream()
                .mapToInt(batch -> batch.records().size())
                .sum();
    }
}
