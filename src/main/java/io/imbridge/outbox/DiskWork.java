package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.Contents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written for an outbox: the thread that does it takes it from here, and tells here what became of it. Its
 * lock is the lock of the outbox.
 */
final class DiskWork {
    /** Deletes alone are worth a transaction when they are so many, or so old. */
    private static final int MANY_DELETABLE = 1000;

    private static final Duration DELETE_AFTER = Duration.ofMillis(100);

    private final Records records;
    private final Ledger ledger;
    private final SequenceNumbers numbers;
    private final Runnable arrival;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final HoldLog log = new HoldLog();
    private final Reading reading;
    private volatile @Nullable OutboxStore store;
    private Instant since;
    private @Nullable Long deleteAt;
    private boolean isCommitterIdle;
    private boolean closing;

    /** @param arrival is to be called when there may be something new to hand out */
    DiskWork(
            Records records,
            Ledger ledger,
            SequenceNumbers numbers,
            Runnable arrival,
            Clock clock,
            LongSupplier nanoTime) {
        this.records = records;
        this.ledger = ledger;
        this.numbers = numbers;
        this.arrival = arrival;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.since = clock.instant();
        this.reading = new Reading(this, records, ledger, nanoTime, log, arrival);
    }

    /** What is to be read. */
    Reading reading() {
        return reading;
    }

    /** The store that is open, null while there is none. */
    @Nullable
    OutboxStore store() {
        return store;
    }

    /** Since when callbacks are held, or are not. */
    synchronized Instant since() {
        return since;
    }

    /** How many records there are that Kafka does not have. */
    synchronized long count() {
        long held = !ledger.isHolding()
                ? 0
                : ledger.open().stream().mapToLong(PendingAppend::undelivered).sum();
        return records.count() + held;
    }

    synchronized boolean isHolding() {
        return ledger.isHolding();
    }

    synchronized boolean isClosing() {
        return closing;
    }

    synchronized boolean hasUnwritten() {
        return ledger.isDue() || records.deletable() > 0;
    }

    synchronized void close() {
        closing = true;
        notifyAll();
    }

    /**
     * A store was opened.
     *
     * @param found what it has; null when that is known
     */
    synchronized void opened(OutboxStore opened, @Nullable Contents found) {
        if (found != null) {
            numbers.skipTo(found.lastSequence());
            records.adopt(found);
        }
        store = opened;
        reading.wake();
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

    /** How many nanoseconds the next transaction can wait: none when it is due, {@code Long.MAX_VALUE} for ever. */
    synchronized long untilDue() {
        long deletable = records.deletable();
        long now = nanoTime.getAsLong();
        if (deletable == 0) {
            deleteAt = null;
        } else if (deleteAt == null) {
            deleteAt = now + DELETE_AFTER.toNanos();
        }
        if (ledger.isDue() || deletable >= MANY_DELETABLE) {
            return 0;
        }
        return deleteAt == null ? Long.MAX_VALUE : Math.max(0, deleteAt - now);
    }

    /** There may be something to write. */
    synchronized void wakeCommitter() {
        if (isCommitterIdle || untilDue() == 0) {
            isCommitterIdle = false;
            notifyAll();
        }
    }

    /** Waits until there is something to write, and takes it; null where there was nothing for {@code most}. */
    synchronized @Nullable Transaction await(Duration most) throws InterruptedException {
        long end = nanoTime.getAsLong() + most.toNanos();
        long left = untilDue();
        long patience = most.toNanos();
        while (left > 0 && patience > 0 && !closing) {
            isCommitterIdle = left == Long.MAX_VALUE;
            wait(1 + TimeUnit.NANOSECONDS.toMillis(Math.min(left, patience)));
            left = untilDue();
            patience = end - nanoTime.getAsLong();
        }
        deleteAt = null;
        return left == 0 || (closing && hasUnwritten()) ? ledger.next(numbers.reserved()) : null;
    }

    /** A transaction is on disk: its callbacks are answered together. */
    void committed(Transaction transaction) {
        List<PendingAppend> safe;
        synchronized (this) {
            boolean held = ledger.isHolding();
            reading.deleted(transaction.changes());
            safe = ledger.committed(nanoTime.getAsLong());
            if (held && !ledger.isHolding()) {
                since = clock.instant();
                log.keeps(count());
            }
            if (transaction.changes().parked().isEmpty()) {
                reading.wakeForBatch();
            } else {
                reading.wake();
            }
        }
        safe.forEach(append -> append.answer().complete(null));
        arrival.run();
    }
}
