package io.imbridge.outbox;

import java.util.List;

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
        List<PendingAppend> appends,
        List<KeptRecord> added,
        SequenceSet forgotten,
        SequenceSet inDoubt,
        boolean complete) {
    /** One that does nothing. */
    static Batch nothing(boolean complete) {
        return new Batch(List.of(), List.of(), new SequenceSet(), new SequenceSet(), complete);
    }

    /** All that it deletes. */
    SequenceSet deleted() {
        if (inDoubt.isEmpty()) {
            return forgotten;
        }
        SequenceSet all = forgotten.copy();
        all.addAll(inDoubt);
        return all;
    }
}
