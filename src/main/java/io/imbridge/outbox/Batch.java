package io.imbridge.outbox;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one transaction does.
 *
 * @param appends whose records it adds
 * @param added the records that it adds
 * @param forgotten the numbers of the records that it deletes, because Kafka has them
 * @param inDoubt the numbers of the records that it deletes before it adds any, because a transaction that failed may
 *     have added them all the same
 * @param complete whether nothing is left unwritten behind it
 */
record Batch(
        List<PendingAppend> appends, List<KeptRecord> added, Set<Long> forgotten, Set<Long> inDoubt, boolean complete) {
    /** One that does nothing. */
    static Batch nothing(boolean complete) {
        return new Batch(List.of(), List.of(), Set.of(), Set.of(), complete);
    }

    /** All that it deletes. */
    Set<Long> deleted() {
        Set<Long> all = new HashSet<>(forgotten);
        all.addAll(inDoubt);
        return all;
    }
}
