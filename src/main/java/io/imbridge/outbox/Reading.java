package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of an outbox that decides what to read. The thread that reads takes requests from here and reports the
 * results here. Batches are read in the order of arrival, as far as there is room; of each diverted topic, one page is
 * read at a time.
 */
final class Reading {
    /**
     * A request to read.
     *
     * @param topic the topic whose parked records are read; null for the next batches
     * @param after the number after which reading starts
     * @param upTo the highest number to read
     * @param max the largest number of parked records
     * @param version the version of the topic's parked records
     */
    record Request(@Nullable String topic, long after, long upTo, int max, long version) {}

    private final Object lock;
    private final Records records;
    private final Ledger ledger;
    private final LongSupplier nanoTime;
    private final HoldLog log;
    private final Runnable arrival;
    /** Rows that were deleted while they may have been read. */
    private SequenceSet deletedBatches = new SequenceSet();

    private SequenceSet deletedParked = new SequenceSet();
    private boolean isUnderWay;
    private boolean isPageNext;
    private @Nullable Thread idle;

    /**
     * Makes the reading of an outbox.
     *
     * @param lock the outbox's lock
     * @param arrival is called when there may be new records to hand out
     */
    Reading(Object lock, Records records, Ledger ledger, LongSupplier nanoTime, HoldLog log, Runnable arrival) {
        this.lock = lock;
        this.records = records;
        this.ledger = ledger;
        this.nanoTime = nanoTime;
        this.log = log;
        this.arrival = arrival;
    }

    /** The next request; null when there is nothing to read. In that case the calling thread is woken when there is. */
    @Nullable
    Request next() {
        synchronized (lock) {
            Request batch =
                    wantsBatch() ? new Request(null, records.backlog.cursor(), records.backlog.last(), 0, 0) : null;
            Request page = nextPage();
            if (batch == null && !ledger.isHolding()) {
                records.parking.divertSlow(nanoTime.getAsLong());
            }
            isPageNext = !isPageNext;
            Request next = page == null || (batch != null && !isPageNext) ? batch : page;
            isUnderWay = next != null;
            idle = next == null ? Thread.currentThread() : null;
            return next;
        }
    }

    private boolean wantsBatch() {
        return records.backlog.isBehind()
                && !records.parking.isBusy()
                && records.batches.hasRoomToRead(!ledger.isHolding());
    }

    /** Batches that existed at the start may contain parked records of their topic too, so they are read first. */
    private @Nullable Request nextPage() {
        if (!records.backlog.hasReadFound()) {
            return null;
        }
        return records.topics.all().stream()
                .map(TopicBuffer::nextPage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** There may be batches to read. The caller must hold the lock. */
    void wakeForBatch() {
        if (idle != null && wantsBatch()) {
            wake();
        }
    }

    /** There may be something to read. The caller must hold the lock. */
    void wake() {
        LockSupport.unpark(idle);
        idle = null;
    }

    /**
     * A transaction deleted batches and parked records; the rows that it added again are not counted. The caller must
     * hold the lock.
     */
    void deleted(Changes changes) {
        if (isUnderWay) {
            deletedBatches.addAll(changes.deletedBatches());
            changes.batches().forEach(batch -> deletedBatches.remove(batch.first()));
            deletedParked.addAll(changes.deletedParked());
            changes.parked().forEach(kept -> deletedParked.remove(kept.sequence()));
        }
    }

    /** Batches were read. An empty list means that there are none up to the end of the request. */
    void read(Request request, List<StoredBatch> read) {
        synchronized (lock) {
            long now = nanoTime.getAsLong();
            for (StoredBatch stored : read) {
                boolean isKnown = records.batches.knows(stored.first()) || deletedBatches.contains(stored.first());
                records.backlog.read(stored, isKnown);
                if (!isKnown) {
                    records.load(stored, now);
                }
            }
            if (read.isEmpty()) {
                records.backlog.reached(request.upTo());
            }
            if (!records.backlog.isBehind() && !ledger.isWriting()) {
                records.backlog.reset();
            }
            log.reads();
            end();
        }
        arrival.run();
    }

    /** A page of a topic's parked records was read. */
    void readParked(String topic, Request request, List<KeptRecord> page) {
        synchronized (lock) {
            TopicBuffer buffer = records.topics.of(topic);
            buffer.loaded(request, page, deletedParked);
            records.topics.changed(buffer);
            log.reads();
            end();
        }
        arrival.run();
    }

    /** The requested rows cannot be read now. */
    void notRead(Throwable failure) {
        synchronized (lock) {
            log.cannotRead(failure);
            end();
        }
    }

    private void end() {
        isUnderWay = false;
        deletedBatches = new SequenceSet();
        deletedParked = new SequenceSet();
        ledger.offerHeld();
    }
}
