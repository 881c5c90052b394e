package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is to be read for an outbox: the thread that does it takes it from here, and tells here what it has read. Batches
 * come in the order of arrival, as far as there is room; and of each topic that is diverted a page at a time.
 */
final class Reading {
    /**
     * What is to be read.
     *
     * @param topic whose parked records are to be read; null for the next batches
     * @param after behind which number
     * @param upTo up to which number
     * @param max how many parked records
     * @param version of the topic's parked records
     */
    record Request(@Nullable String topic, long after, long upTo, int max, long version) {}

    private final Object lock;
    private final Records records;
    private final Ledger ledger;
    private final LongSupplier nanoTime;
    private final HoldLog log;
    private final Runnable arrival;
    /** What was deleted while it may have been read. */
    private SequenceSet deletedBatches = new SequenceSet();

    private SequenceSet deletedParked = new SequenceSet();
    private boolean isUnderWay;
    private boolean isPageNext;
    private @Nullable Thread idle;

    /**
     * @param lock of the outbox
     * @param arrival is to be called when there may be something new to hand out
     */
    Reading(Object lock, Records records, Ledger ledger, LongSupplier nanoTime, HoldLog log, Runnable arrival) {
        this.lock = lock;
        this.records = records;
        this.ledger = ledger;
        this.nanoTime = nanoTime;
        this.log = log;
        this.arrival = arrival;
    }

    /** What is to be read, null when there is nothing. If so, the thread that asks is woken when there is. */
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

    /** A topic's own batches of the time before may have what is parked too: they are read first. */
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

    /** There may be batches to read. To be called with the lock. */
    void wakeForBatch() {
        if (idle != null && wantsBatch()) {
            wake();
        }
    }

    /** There may be something to read. To be called with the lock. */
    void wake() {
        LockSupport.unpark(idle);
        idle = null;
    }

    /** A transaction deleted batches and parked records, but for those that it added anew. To be called with the lock. */
    void deleted(Changes changes) {
        if (isUnderWay) {
            deletedBatches.addAll(changes.deletedBatches());
            changes.batches().forEach(batch -> deletedBatches.remove(batch.first()));
            deletedParked.addAll(changes.deletedParked());
            changes.parked().forEach(kept -> deletedParked.remove(kept.sequence()));
        }
    }

    /** Batches were read; none when there are none up to where the request went. */
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

    /** What was asked for cannot be read now. */
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
