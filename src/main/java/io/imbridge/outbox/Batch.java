package io.imbridge.outbox;

import java.util.List;
import java.util.Set;

/**
 * What one transaction does.
 *
 * @param appends whose records it adds
 * @param added the records that it adds
 * @param forgotten the numbers of the records that it deletes
 * @param complete whether nothing is left unwritten behind it
 */
record Batch(List<PendingAppend> appends, List<KeptRecord> added, Set<Long> forgotten, boolean complete) {}
