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
 * The work that an outbox has for the disk. The thread that writes takes transactions from here and reports their
 * results here. Its lock is the outbox's lock.
 */
final class DiskWork {
    /** A transaction that only deletes is worthwhile when there are this many deletes, or when they are this old. */
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

    /**
     * Makes the work of an outbox.
     *
     * @param arrival is called when there may be new records to hand out
     */
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

    /** The part of the work that reads. */
    Reading reading() {
        return reading;
    }

    /** The open store; null while there is none. */
    @Nullable
    OutboxStore store() {
        return store;
    }

    /** Since when callbacks have waited for Kafka, or since when they have not. */
    synchronized Instant since() {
        return since;
    }

    /** How many records Kafka does not have. */
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
     * @param found its content; null when the content is known already
     */
    synchronized void opened(OutboxStore opened, @Nullable Contents found) {
        if (found != null) {
            numbers.skipTo(found.lastSequence());
            records.adopt(found);
        }
        store = opened;
        reading.wake();
    }

    /** The disk cannot be written: from now on, all records that are not on disk go to Kafka first. */
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

    /**
     * The disk failed. The records of the current transaction are unwritten again; records that were written before can
     * still be read.
     */
    void failed(Throwable failure) {
        synchronized (this) {
            ledger.failed();
        }
        hold(store == null ? HoldReason.CANNOT_BE_OPENED : HoldReason.WRITE_FAILED, failure);
    }

    /**
     * How many nanoseconds the next transaction can wait: 0 when it is due, {@code Long.MAX_VALUE} when there is none.
     */
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

    /** Wakes the committer, because there may be something to write. */
    synchronized void wakeCommitter() {
        if (isCommitterIdle || untilDue() == 0) {
            isCommitterIdle = false;
            notifyAll();
        }
    }

    /**
     * Waits until there is something to write, and takes it. Returns null when there was nothing for the time
     * {@code most}.
     */
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
