package io.imbridge.outbox;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.imbridge.outbox.OutboxStore.Contents;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records on disk; while the disk cannot, holds their callbacks until Kafka has them.
 *
 * <p>An append is answered by whichever comes first: the commit of its transaction, or Kafka's acknowledgement. The
 * order of a key within a topic holds across all changes between the two.
 */
final class FailoverOutbox implements Outbox {
    private final Ledger ledger;
    private final IntSupplier damagedFiles;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final SequenceNumbers numbers;
    private final HoldLog log = new HoldLog();
    private volatile Runnable arrival = () -> {};
    private volatile @Nullable OutboxStore store;
    private Instant since;
    private boolean closing;
    private @Nullable Thread waitingReader;

    /**
     * Makes an outbox that holds what it gets, until its committer brings a store.
     *
     * @param hasStore whether a store will come at all
     * @param damagedFiles how many of its files were found damaged
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    FailoverOutbox(Limits limits, boolean hasStore, IntSupplier damagedFiles, Clock clock, LongSupplier nanoTime) {
        this.ledger = new Ledger(limits, hasStore);
        this.damagedFiles = damagedFiles;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.numbers = new SequenceNumbers(clock);
        this.since = clock.instant();
    }

    @Override
    public CompletionStage<Void> append(List<OutboxRecord> records, Duration budget) {
        PendingAppend append;
        boolean held;
        synchronized (this) {
            if (closing) {
                return CompletableFuture.failedStage(new RefusedException(Refusal.NOT_KEPT));
            }
            List<KeptRecord> numbered = new ArrayList<>(records.size());
            for (OutboxRecord record : records) {
                numbered.add(new KeptRecord(numbers.next(), record));
            }
            append = new PendingAppend(numbered, nanoTime.getAsLong() + budget.toNanos());
            ledger.add(append);
            held = ledger.isHolding();
            notifyAll();
        }
        if (held) {
            arrival.run();
        }
        return append.answer();
    }

    @Override
    public void onArrival(Runnable told) {
        arrival = told;
    }

    @Override
    public synchronized Set<String> waitingTopics() {
        return ledger.waitingTopics();
    }

    @Override
    public synchronized List<KeptRecord> read(String topic, int max) {
        List<KeptRecord> next = ledger.handOut(topic, max);
        wakeReader();
        return next;
    }

    @Override
    public synchronized void putBack(KeptRecord kept) {
        ledger.putBack(kept);
    }

    @Override
    public void delivered(KeptRecord kept) {
        PendingAppend settled;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            boolean slept = ledger.untilDue(now) == Long.MAX_VALUE;
            settled = ledger.delivered(kept, now);
            if (slept || ledger.untilDue(now) == 0) {
                notifyAll();
            }
            wakeReader();
        }
        if (settled != null) {
            settled.answer().complete(null);
        }
    }

    @Override
    public synchronized void troubled(Set<String> topics) {
        ledger.backlog().troubled(topics);
    }

    /** Refuses the callbacks whose budget is used up. To be called every few milliseconds. */
    void refuseOverdue() {
        List<PendingAppend> overdue;
        synchronized (this) {
            overdue = ledger.giveUpOverdue(nanoTime.getAsLong());
        }
        overdue.forEach(append -> append.answer().completeExceptionally(new RefusedException(Refusal.NOT_KEPT)));
    }

    /**
     * A store was opened.
     *
     * @param found what it has; null when that is known
     */
    synchronized void opened(OutboxStore opened, @Nullable Contents found) {
        if (found != null && store != null) {
            ledger.backlog().salvaged(found);
        } else if (found != null) {
            numbers.skipTo(found.lastSequence());
            ledger.adopt(found);
        }
        store = opened;
        wakeReader();
    }

    /** The disk cannot be written: all that is not on it goes to Kafka first, from now on. */
    void hold(HoldReason reason, @Nullable Throwable failure) {
        synchronized (this) {
            if (ledger.hold()) {
                since = clock.instant();
            }
            log.holds(reason, failure);
            notifyAll();
        }
        arrival.run();
    }

    /** A transaction failed. What was being written is unwritten again; what was written before can be read still. */
    void failed(@Nullable Transaction transaction, Throwable failure) {
        synchronized (this) {
            if (transaction != null) {
                ledger.failed(transaction);
            }
        }
        hold(store == null ? HoldReason.CANNOT_BE_OPENED : HoldReason.WRITE_FAILED, failure);
    }

    /** Waits until there is something to write, and takes it; null where there was nothing for {@code most}. */
    synchronized @Nullable Transaction awaitTransaction(Duration most) throws InterruptedException {
        long now = nanoTime.getAsLong();
        long end = now + most.toNanos();
        long left = ledger.untilDue(now);
        while (left > 0 && end - now > 0 && !closing) {
            wait(1 + TimeUnit.NANOSECONDS.toMillis(Math.min(left, end - now)));
            now = nanoTime.getAsLong();
            left = ledger.untilDue(now);
        }
        return left == 0 || (closing && ledger.hasUnwritten()) ? ledger.take(numbers.reserved()) : null;
    }

    /** All that is not written. */
    synchronized Transaction takeAll() {
        return ledger.take(numbers.reserved());
    }

    /** What is to be deleted, alone; null when nothing is. */
    synchronized @Nullable Transaction takeDeletes() {
        return ledger.hasDeletes() ? ledger.takeDeletes(numbers.reserved()) : null;
    }

    /** How many nanoseconds the next transaction can wait. */
    synchronized long untilDue() {
        return ledger.untilDue(nanoTime.getAsLong());
    }

    synchronized boolean hasUnwritten() {
        return ledger.hasUnwritten();
    }

    /** A transaction is on disk: its callbacks are answered together. */
    void committed(Transaction transaction) {
        List<PendingAppend> safe;
        synchronized (this) {
            boolean held = ledger.isHolding();
            safe = ledger.committed(transaction, nanoTime.getAsLong());
            if (held && !ledger.isHolding()) {
                since = clock.instant();
                log.keeps(ledger.records());
            }
            wakeReader();
        }
        safe.forEach(append -> append.answer().complete(null));
        arrival.run();
    }

    /** What is to be read, null when there is nothing. If so, the thread that asks is woken when there is. */
    synchronized Backlog.@Nullable Request nextRequest() {
        Backlog.Request next =
                store == null || closing ? null : ledger.backlog().next(ledger.isHolding(), nanoTime.getAsLong());
        waitingReader = next == null ? Thread.currentThread() : null;
        return next;
    }

    private void wakeReader() {
        Thread reader = waitingReader;
        if (reader != null && ledger.backlog().wantsToRead(ledger.isHolding())) {
            waitingReader = null;
            LockSupport.unpark(reader);
        }
    }

    /** The store that is open, null while there is none. */
    @Nullable
    OutboxStore store() {
        return store;
    }

    /** Batches were read; none when there are none up to where the request went. */
    void read(Backlog.Request request, List<StoredBatch> batches) {
        synchronized (this) {
            ledger.backlog().loaded(batches, request.upTo(), nanoTime.getAsLong());
            log.reads();
        }
        arrival.run();
    }

    /** Parked records of a topic were read. */
    void readParked(String topic, Backlog.Request request, List<KeptRecord> page) {
        synchronized (this) {
            ledger.backlog().loadedParked(topic, request, page);
            log.reads();
        }
        arrival.run();
    }

    /** What was asked for cannot be read now. */
    synchronized void notRead(Throwable failure) {
        ledger.backlog().notRead();
        log.cannotRead(failure);
    }

    synchronized boolean isHolding() {
        return ledger.isHolding();
    }

    synchronized boolean isClosing() {
        return closing;
    }

    @Override
    public OutboxState state() {
        OutboxStore from = store;
        long bytes = from == null ? 0 : from.bytes();
        synchronized (this) {
            return new OutboxState(
                    ledger.mode(), since, ledger.records(), bytes, ledger.oldest(), damagedFiles.getAsInt());
        }
    }

    /** Refuses appends from now on; the committer writes the rest and ends. */
    @Override
    public synchronized void close() {
        closing = true;
        notifyAll();
    }
}
