package io.imbridge.outbox;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.imbridge.outbox.OutboxState.Mode;
import io.imbridge.outbox.OutboxStore.Contents;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records on disk; while the disk cannot, holds their callbacks until Kafka has them.
 *
 * <p>An append is answered by whichever comes first: the commit of its transaction, or Kafka's acknowledgement. The
 * order of a key within a topic holds across all changes between the two.
 */
final class FailoverOutbox implements Outbox {
    private final Limits limits;
    private final IntSupplier damagedFiles;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final SequenceNumbers numbers;
    private final HoldLog log = new HoldLog();
    private final Topics topics;
    private final Batches batches;
    private final Backlog backlog = new Backlog();
    private final Parking parking;
    private final Ledger ledger;
    private final Loader loader;
    private volatile Runnable arrival = () -> {};
    private volatile @Nullable OutboxStore store;
    private Instant since;
    private int handedOut;
    private boolean closing;
    private @Nullable Thread waitingReader;

    /**
     * Makes an outbox that holds what it gets, until its committer brings a store.
     *
     * @param damagedFiles how many files of its store were found damaged
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    FailoverOutbox(Limits limits, IntSupplier damagedFiles, Clock clock, LongSupplier nanoTime) {
        this.limits = limits;
        this.damagedFiles = damagedFiles;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.numbers = new SequenceNumbers(clock);
        this.since = clock.instant();
        this.topics = new Topics(limits.page());
        this.batches = new Batches(limits);
        this.parking = new Parking(topics, batches);
        this.ledger = new Ledger(limits, topics, batches, backlog, parking);
        this.loader = new Loader(topics, batches, backlog, parking);
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
        return topics.waiting();
    }

    @Override
    public synchronized List<KeptRecord> read(String topic, int max) {
        TopicBuffer buffer = topics.of(topic);
        List<KeptRecord> next = buffer.take(Math.min(max, limits.records() - handedOut));
        handedOut += next.size();
        topics.changed(buffer);
        wakeReader(buffer.isDiverted());
        return next;
    }

    @Override
    public synchronized void putBack(KeptRecord kept) {
        handedOut--;
        PendingAppend append = kept.append();
        if (append != null && append.isRefused()) {
            ledger.end(kept, nanoTime.getAsLong());
        } else {
            topics.ready(kept);
        }
    }

    @Override
    public void delivered(KeptRecord kept) {
        PendingAppend append = kept.append();
        boolean isSafe;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            boolean slept = ledger.untilDue(now) == Long.MAX_VALUE;
            handedOut--;
            topics.of(kept).delivered(now);
            ledger.end(kept, now);
            isSafe = append != null && append.isOpen() && append.isOver();
            if (append != null && isSafe) {
                append.isSafe();
            }
            if (slept || ledger.untilDue(now) == 0) {
                notifyAll();
            }
            wakeReader(false);
        }
        if (append != null && isSafe) {
            append.answer().complete(null);
        }
    }

    @Override
    public synchronized void troubled(Set<String> named) {
        parking.troubled(named);
    }

    /** Refuses the callbacks whose budget is used up. To be called every few milliseconds. */
    void refuseOverdue() {
        List<PendingAppend> overdue = new ArrayList<>();
        synchronized (this) {
            long now = nanoTime.getAsLong();
            for (PendingAppend append : ledger.open()) {
                if (append.isOverdue(now)) {
                    ledger.refuse(append, now);
                    overdue.add(append);
                }
            }
            ledger.dropOver();
        }
        overdue.forEach(append -> append.answer().completeExceptionally(new RefusedException(Refusal.NOT_KEPT)));
    }

    /**
     * A store was opened.
     *
     * @param found what it has; null when that is known
     */
    synchronized void opened(OutboxStore opened, @Nullable Contents found) {
        if (found != null) {
            numbers.skipTo(found.lastSequence());
            backlog.adopt(found);
            topics.adopt(found);
        }
        store = opened;
        wakeReader(true);
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

    /** The disk failed. What was being written is unwritten again; what was written before can be read still. */
    void failed(Throwable failure) {
        synchronized (this) {
            ledger.failed();
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
        return left == 0 || (closing && ledger.hasUnwritten()) ? ledger.next(numbers.reserved()) : null;
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
            loader.deleted(transaction.changes());
            safe = ledger.committed(nanoTime.getAsLong());
            if (held && !ledger.isHolding()) {
                since = clock.instant();
                log.keeps(records());
            }
            wakeReader(true);
        }
        safe.forEach(append -> append.answer().complete(null));
        arrival.run();
    }

    /** What is to be read, null when there is nothing. If so, the thread that asks is woken when there is. */
    synchronized Loader.@Nullable Request nextRequest() {
        Loader.Request next = store == null || closing ? null : loader.next(ledger.isHolding(), nanoTime.getAsLong());
        waitingReader = next == null ? Thread.currentThread() : null;
        return next;
    }

    private void wakeReader(boolean isAnyDiverted) {
        Thread reader = waitingReader;
        if (reader != null && (isAnyDiverted || loader.wantsBatch(ledger.isHolding()))) {
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
    void read(Loader.Request request, List<StoredBatch> read) {
        synchronized (this) {
            loader.loaded(request, read, nanoTime.getAsLong());
            hasLoaded();
        }
        arrival.run();
    }

    /** A page of a topic's parked records was read. */
    void readParked(String topic, Loader.Request request, List<KeptRecord> page) {
        synchronized (this) {
            loader.loadedParked(topic, request, page);
            hasLoaded();
        }
        arrival.run();
    }

    private void hasLoaded() {
        if (!backlog.isBehind() && !ledger.isWriting()) {
            backlog.reset();
        }
        ledger.offerHeld();
        log.reads();
    }

    /** What was asked for cannot be read now. */
    synchronized void notRead(Throwable failure) {
        loader.hasRead();
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
                    ledger.isHolding() ? Mode.HELD : Mode.DISK,
                    since,
                    records(),
                    bytes,
                    oldest(),
                    damagedFiles.getAsInt());
        }
    }

    private long records() {
        long held = ledger.isHolding()
                ? ledger.open().stream().mapToLong(PendingAppend::undelivered).sum()
                : 0;
        long parked = topics.all().stream().mapToLong(TopicBuffer::parked).sum();
        return backlog.records() + batches.undelivered() + parked + held;
    }

    private @Nullable Instant oldest() {
        Stream<KeptRecord> inMemory = Stream.of(
                        batches.oldest().stream(),
                        topics.all().stream().map(TopicBuffer::firstParked),
                        ledger.open().stream().limit(1).map(append -> append.records()
                                .get(0)))
                .flatMap(records -> records)
                .filter(Objects::nonNull);
        return Stream.concat(Stream.ofNullable(backlog.oldest()), inMemory.map(kept -> kept.record()
                        .receivedTime()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Refuses appends from now on; the committer writes the rest and ends. */
    @Override
    public synchronized void close() {
        closing = true;
        notifyAll();
    }
}
