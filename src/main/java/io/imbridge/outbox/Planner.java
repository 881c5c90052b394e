package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what a transaction does, and where the records that it adds are afterwards: in memory, in the file alone, or
 * parked there. Guarded by the outbox's lock.
 */
final class Planner {
    private final Limits limits;
    private final Topics topics;
    private final DiskKeys keys;
    private final LoadedBatches batches;
    private final WriteQueue queue;
    private final Backlog backlog;
    /** Records that the transaction under way is to take out of memory, and whose keys count as being in the file. */
    private List<KeptRecord> leaving = List.of();

    private boolean isVoid;

    Planner(
            Limits limits,
            Topics topics,
            DiskKeys keys,
            LoadedBatches batches,
            WriteQueue queue,
            Backlog backlog) {
        this.limits = limits;
        this.topics = topics;
        this.keys = keys;
        this.batches = batches;
        this.queue = queue;
        this.backlog = backlog;
    }

    Transaction plan(boolean all, long reserved) {
        List<PendingAppend> appends = queue.takeAppends(all);
        List<KeptRecord> diverted = queue.takeDiverted();
        Packing inMemory = new Packing(limits);
        Packing onDisk = new Packing(limits);
        List<KeptRecord> fresh = new ArrayList<>();
        leaving = new ArrayList<>();
        isVoid = false;
        int staying = 0;
        long size = 0;
        for (PendingAppend append : appends) {
            for (KeptRecord kept : append.records()) {
                if (kept.isDone()) {
                    continue;
                }
                if (!kept.hasArrived()) {
                    inMemory.add(kept);
                } else if (isFreshOfDiverted(kept)) {
                    fresh.add(kept);
                    topics.of(kept).parks(kept);
                } else if (topics.mayPass(kept)
                        && batches.hasRoom(staying + 1, size + kept.record().size())) {
                    inMemory.add(kept);
                    staying++;
                    size += kept.record().size();
                } else {
                    onDisk.add(kept);
                    keys.add(kept.record());
                    leaving.add(kept);
                }
            }
        }
        List<StoredBatch> added = new ArrayList<>(inMemory.batches());
        added.addAll(onDisk.batches());
        List<KeptRecord> parked = new ArrayList<>(fresh);
        diverted.stream().filter(kept -> !kept.isDone()).forEach(parked::add);
        boolean isComplete = !queue.hasAppends();
        return start(added, parked, reserved, appends, inMemory.batches(), onDisk.batches(), fresh, diverted, isComplete);
    }

    private boolean isFreshOfDiverted(KeptRecord kept) {
        return topics.of(kept).isDiverted() && !backlog.isBehind() && leaving.isEmpty();
    }

    Transaction planDeletes(long reserved) {
        leaving = List.of();
        return start(
                List.of(), List.of(), reserved, List.of(), List.of(), List.of(), List.of(), List.of(), false);
    }

    private Transaction start(
            List<StoredBatch> added,
            List<KeptRecord> parked,
            long reserved,
            List<PendingAppend> appends,
            List<StoredBatch> inMemory,
            List<StoredBatch> onDisk,
            List<KeptRecord> fresh,
            List<KeptRecord> diverted,
            boolean isComplete) {
        SequenceSet deletedBatches = batches.takeDeletable();
        SequenceSet deletedParked = queue.takeDoneParked();
        SequenceSet allBatches = new SequenceSet();
        allBatches.addAll(deletedBatches);
        allBatches.addAll(queue.doubtfulBatches());
        SequenceSet allParked = new SequenceSet();
        allParked.addAll(deletedParked);
        allParked.addAll(queue.doubtfulParked());
        Changes changes = new Changes(allBatches, allParked, added, parked, reserved);
        return queue.start(
                new Transaction(changes, deletedParked, appends, inMemory, onDisk, fresh, diverted, isComplete));
    }

    /** What was to leave memory stays there for now: callbacks are held. */
    void voidPlan() {
        leaving.forEach(kept -> keys.remove(kept.record()));
        leaving = List.of();
        isVoid = true;
    }

    /** The transaction failed. To be called before the queue hears of it. */
    void failed(Transaction transaction) {
        batches.notDeleted();
        transaction.fresh().forEach(kept -> topics.of(kept).hasParked(kept));
        voidPlan();
    }

    /** The transaction is on disk. */
    void committed(Transaction transaction, long now) {
        batches.deleted();
        for (StoredBatch batch : transaction.inMemory()) {
            keepInMemory(batch, now);
        }
        for (StoredBatch batch : transaction.onDisk()) {
            if (!isVoid && batch.records().stream().allMatch(KeptRecord::hasArrived)) {
                batch.records().forEach(KeptRecord::leavesMemory);
                backlog.added(batch);
            } else {
                if (!isVoid) {
                    batch.records().forEach(kept -> keys.remove(kept.record()));
                }
                keepInMemory(batch, now);
            }
        }
        leaving = List.of();
        transaction.fresh().forEach(this::parked);
        transaction.diverted().forEach(this::parked);
        backlog.settle();
    }

    private void keepInMemory(StoredBatch stored, long now) {
        LoadedBatch batch = batches.load(stored.first(), stored.records().size(), now);
        for (KeptRecord kept : stored.records()) {
            if (!kept.isDone()) {
                batches.waitFor(batch, kept);
                if (kept.hasArrived() && topics.of(kept).isDiverted()) {
                    backlog.park(kept);
                } else if (kept.hasArrived()) {
                    topics.offer(kept);
                }
            }
        }
        batches.finish(batch);
    }

    private void parked(KeptRecord kept) {
        topics.of(kept).hasParked(kept);
        if (kept.isDone()) {
            queue.deleteParked(kept.sequence());
            return;
        }
        LoadedBatch batch = kept.batch();
        if (batch != null) {
            batches.release(batch, kept);
        }
        TopicBuffer buffer = topics.of(kept);
        if (kept.hasArrived()) {
            kept.leavesMemory();
            buffer.parkedOnly(kept.sequence());
        } else {
            buffer.parked(kept);
            buffer.shrink();
        }
        topics.changed(buffer);
    }
}
