package io.imbridge.outbox;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records on disk; while the disk cannot, holds their callbacks until Kafka has them.
 *
 * <p>An append is answered by whichever comes first: the commit of its transaction, or Kafka's acknowledgement. The
 * order within a topic holds across all changes between the two. Without a store it holds always.
 */
final class FailoverOutbox implements Outbox {
    private final Ledger ledger;
    private final IntSupplier damagedFiles;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final SequenceNumbers numbers;
    private final HoldLog log = new HoldLog();
    private volatile Runnable arrival = () -> {};
    private @Nullable OutboxStore store;
    private Instant since;
    private boolean closing;

    /**
     * Makes an outbox that holds what it gets, until its committer brings a store.
     *
     * @param hasStore whether a store will come at all
     * @param damagedFiles how many of its files were found damaged
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    FailoverOutbox(boolean hasStore, IntSupplier damagedFiles, Clock clock, LongSupplier nanoTime) {
        this.ledger = new Ledger(hasStore);
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
    public void onArrival(Runnable arrival) {
        this.arrival = arrival;
    }

    @Override
    public synchronized Set<String> waitingTopics() {
        return ledger.waitingTopics();
    }

    @Override
    public List<KeptRecord> read(String topic, int max) {
        Shelf shelf;
        int room;
        long after;
        OutboxStore from;
        synchronized (this) {
            shelf = ledger.shelf(topic);
            room = Math.min(max, ledger.room());
            if (room <= 0) {
                return List.of();
            }
            if (!shelf.isBehind()) {
                return ledger.handOutAtHand(shelf, room);
            }
            after = ledger.startRead(shelf);
            from = store;
        }
        try {
            List<KeptRecord> read = from == null ? null : from.read(topic, after, room);
            synchronized (this) {
                return read == null ? List.of() : ledger.handOutRead(shelf, read);
            }
        } catch (DamagedFileException damage) {
            hold(HoldReason.DAMAGED, damage);
            return List.of();
        } catch (IOException unreadable) {
            log.cannotRead(topic, unreadable);
            return List.of();
        }
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
        }
        if (settled != null) {
            settled.answer().complete(null);
        }
    }

    /** Refuses the callbacks whose budget is used up. To be called every few milliseconds. */
    void refuseOverdue() {
        List<PendingAppend> overdue;
        synchronized (this) {
            overdue = ledger.giveUpOverdue(nanoTime.getAsLong());
        }
        overdue.forEach(append -> append.answer().completeExceptionally(new RefusedException(Refusal.NOT_KEPT)));
    }

    /** A store was opened: the first, or one that is {@code unknown} because damage took part of it, or the same again. */
    void opened(OutboxStore opened, boolean unknown) throws IOException {
        Map<String, Long> lastByTopic = unknown ? opened.lastByTopic() : Map.of();
        long rows = unknown ? opened.count() : 0;
        synchronized (this) {
            if (unknown) {
                lastByTopic.values().forEach(numbers::skipTo);
                ledger.adopt(lastByTopic, rows);
            }
            store = opened;
        }
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
    void failed(Throwable failure) {
        boolean isOpen;
        synchronized (this) {
            ledger.failed();
            isOpen = store != null;
        }
        hold(isOpen ? HoldReason.WRITE_FAILED : HoldReason.CANNOT_BE_OPENED, failure);
    }

    /** Waits until there is something to write, and takes it; null when the outbox is closed and all is written. */
    synchronized @Nullable Batch awaitBatch() throws InterruptedException {
        long left = ledger.untilDue(nanoTime.getAsLong());
        while (left > 0 && !closing) {
            wait(left == Long.MAX_VALUE ? 0 : 1 + TimeUnit.NANOSECONDS.toMillis(left));
            left = ledger.untilDue(nanoTime.getAsLong());
        }
        return closing && !ledger.hasUnwritten() ? null : ledger.take();
    }

    /** What is to be forgotten, alone: that may make room where a larger transaction finds none. */
    synchronized Batch takeForgotten() {
        return ledger.takeForgotten();
    }

    /** A transaction is on disk: its callbacks are answered together. Returns how many records are there now. */
    long committed(Batch batch, long forgotten) {
        List<PendingAppend> safe;
        long stored;
        synchronized (this) {
            boolean held = ledger.isHolding();
            safe = ledger.committed(batch, forgotten, nanoTime.getAsLong());
            stored = ledger.stored();
            if (held && !ledger.isHolding()) {
                since = clock.instant();
                log.keeps(ledger.rows());
            }
        }
        safe.forEach(append -> append.answer().complete(null));
        arrival.run();
        return stored;
    }

    synchronized boolean isHolding() {
        return ledger.isHolding();
    }

    synchronized boolean isClosing() {
        return closing;
    }

    @Override
    public OutboxState state() {
        OutboxStore from;
        PendingAppend held;
        synchronized (this) {
            from = store;
            held = ledger.oldest();
        }
        Instant oldest = from == null ? null : from.oldest();
        if (oldest == null && held != null) {
            oldest = held.records().get(0).record().receivedTime();
        }
        long bytes = from == null ? 0 : from.bytes();
        synchronized (this) {
            return new OutboxState(ledger.mode(), since, ledger.rows(), bytes, oldest, damagedFiles.getAsInt());
        }
    }

    /** Refuses appends from now on; the committer writes the rest and ends. */
    @Override
    public synchronized void close() {
        closing = true;
        notifyAll();
    }
}
