package io.imbridge.outbox;

import io.imbridge.outbox.OutboxState.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an outbox knows of its records: which are in memory, held, handed out, to be written, to be deleted. Decides, and
 * does nothing: no thread, no disk, no answer. Guarded by the outbox's lock.
 */
final class Ledger {
    /** Deletes alone are worth a transaction when they are so many, or so old. */
    private static final int MANY_DELETABLE = 1000;

    private static final Duration DELETE_AFTER = Duration.ofMillis(100);

    private final boolean hasStore;
    private final DiskKeys keys = new DiskKeys();
    private final WriteQueue queue = new WriteQueue();
    private final Topics topics;
    private final LoadedBatches batches;
    private final Backlog backlog;
    private final Planner planner;
    private final ArrayDeque<PendingAppend> unanswered = new ArrayDeque<>();
    private Mode mode = Mode.HELD;
    private long deleteAt;

    /** An empty one, that holds what it gets until the first commit. */
    Ledger(Limits limits, boolean hasStore) {
        this.hasStore = hasStore;
        this.topics = new Topics(limits.page(), keys);
        this.batches = new LoadedBatches(limits);
        this.backlog = new Backlog(keys, topics, batches, queue);
        this.planner = new Planner(limits, topics, keys, batches, queue, backlog);
    }

    boolean isHolding() {
        return mode == Mode.HELD;
    }

    Mode mode() {
        return mode;
    }

    Backlog backlog() {
        return backlog;
    }

    /** The store was opened for the first time. */
    void adopt(OutboxStore.Contents found) {
        backlog.adopt(found);
    }

    /** How many records there are that Kafka does not have. */
    long records() {
        long held = unanswered.stream()
                .filter(append -> isHolding() && !append.isSettled())
                .mapToLong(PendingAppend::undelivered)
                .sum();
        return backlog.records() + batches.undelivered() + held;
    }

    /** When the oldest record arrived that Kafka does not have; null when there is none, or it is not known. */
    @Nullable
    Instant oldest() {
        LoadedBatch loaded = batches.oldest();
        Stream<KeptRecord> inMemory = Stream.concat(
                loaded == null ? Stream.empty() : loaded.undone().stream().limit(1),
                unanswered.stream()
                        .filter(append -> !append.isSettled())
                        .limit(1)
                        .map(append -> append.records().get(0)));
        return Stream.concat(
                        backlog.oldest().stream(),
                        inMemory.map(kept -> kept.record().receivedTime()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    void add(PendingAppend append) {
        unanswered.add(append);
        if (isHolding()) {
            hold(append);
        }
        if (hasStore) {
            queue.add(append);
        }
    }

    private void hold(PendingAppend append) {
        if (!append.isSettled()) {
            append.records().stream().filter(KeptRecord::hasArrived).forEach(topics::offer);
        }
    }

    Set<String> waitingTopics() {
        return topics.waiting();
    }

    List<KeptRecord> handOut(String topic, int max) {
        TopicBuffer buffer = topics.of(topic);
        List<KeptRecord> next = buffer.take(max);
        next.forEach(KeptRecord::isHandedOutNow);
        topics.changed(buffer);
        return next;
    }

    void putBack(KeptRecord kept) {
        PendingAppend append = kept.append();
        if (append != null && append.isSettled()) {
            // It was refused meanwhile.
            end(kept);
        } else {
            topics.ready(kept);
        }
    }

    /** Kafka has a record. Returns the append that this settles, null when none. */
    @Nullable
    PendingAppend delivered(KeptRecord kept, long now) {
        boolean hadDeletable = hasDeletable();
        topics.of(kept).delivered(now);
        end(kept);
        if (!hadDeletable && hasDeletable()) {
            deleteAt = now + DELETE_AFTER.toNanos();
        }
        PendingAppend append = kept.append();
        if (append == null || !append.delivered() || append.isSettled()) {
            return null;
        }
        append.settle();
        return append;
    }

    private void end(KeptRecord kept) {
        kept.ends();
        LoadedBatch batch = kept.batch();
        if (batch != null) {
            batches.release(batch, kept);
        }
        if (kept.isParked()) {
            topics.of(kept).done(kept);
            queue.deleteParked(kept.sequence());
        }
    }

    /** Settles the appends whose time is over, and withdraws their records. */
    List<PendingAppend> giveUpOverdue(long now) {
        List<PendingAppend> overdue = new ArrayList<>();
        for (Iterator<PendingAppend> all = unanswered.iterator(); all.hasNext(); ) {
            PendingAppend append = all.next();
            if (append.isSettled()) {
                all.remove();
            } else if (append.isOverdue(now)) {
                all.remove();
                append.settle();
                append.records().forEach(this::withdraw);
                overdue.add(append);
            }
        }
        if (isHolding() || !overdue.isEmpty()) {
            queue.dropSettled();
        }
        return overdue;
    }

    private void withdraw(KeptRecord kept) {
        topics.withdraw(kept);
        if (kept.hasArrived() || kept.isReady()) {
            end(kept);
        }
    }

    /** Holds whatever is not written, from now on. Returns whether it was not so before. */
    boolean hold() {
        boolean began = !isHolding();
        mode = Mode.HELD;
        planner.voidPlan();
        queue.forEachUnwritten(this::hold);
        return began;
    }

    /** How many nanoseconds the next transaction can wait: none when it is due, {@code Long.MAX_VALUE} for ever. */
    long untilDue(long now) {
        long deletable = batches.deletable() + queue.deletable();
        if (isHolding() || queue.hasAppends() || deletable >= MANY_DELETABLE) {
            return 0;
        }
        return hasDeletable() ? Math.max(0, deleteAt - now) : Long.MAX_VALUE;
    }

    private boolean hasDeletable() {
        return batches.hasDeletable() || queue.hasDoneParked();
    }

    boolean hasUnwritten() {
        return queue.hasAppends() || hasDeletable();
    }

    /**
     * The next transaction; while holding, one that ends that if it succeeds.
     *
     * @param reserved all numbers up to this one may have been given
     */
    Transaction take(long reserved) {
        return planner.plan(isHolding(), reserved);
    }

    /** One that only deletes: that may make room where more could not be written. */
    Transaction takeDeletes(long reserved) {
        return planner.planDeletes(reserved);
    }

    /** Whether a transaction that only deletes has something to do. */
    boolean hasDeletes() {
        return hasDeletable() || queue.hasDoubts();
    }

    void failed(Transaction transaction) {
        planner.failed(transaction);
        queue.failed(transaction);
    }

    /** A transaction is on disk. Returns the appends that this settles. */
    List<PendingAppend> committed(Transaction transaction, long now) {
        planner.committed(transaction, now);
        queue.done();
        List<PendingAppend> safe = new ArrayList<>(transaction.appends().size());
        for (PendingAppend append : transaction.appends()) {
            if (!append.isSettled()) {
                append.safe();
                safe.add(append);
            }
        }
        if (transaction.isComplete()) {
            mode = Mode.DISK;
        }
        return safe;
    }
}
