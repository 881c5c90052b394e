package io.imbridge.outbox;

import io.imbridge.callback.Invariant;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.imbridge.outbox.OutboxState.Mode;
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
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records on disk. While the disk cannot be written, their callbacks wait until Kafka has the records.
 *
 * <p>An append is answered by the first of two events: the commit of its transaction, or Kafka's acknowledgement. The
 * order of records with one topic and key is kept whenever the outbox changes from one to the other.
 */
final class FailoverOutbox implements Outbox {
    private final Limits limits;
    private final IntSupplier damagedFiles;
    private final LongSupplier nanoTime;
    private final SequenceNumbers numbers;
    private final Records records;
    private final Ledger ledger;
    private final DiskWork work;
    private volatile Runnable arrival = () -> {};
    private int handedOut;

    /**
     * Makes an outbox whose callbacks wait for Kafka until its committer has opened a store.
     *
     * @param damagedFiles how many files of its store were found damaged
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    FailoverOutbox(Limits limits, IntSupplier damagedFiles, Clock clock, LongSupplier nanoTime) {
        this.limits = limits;
        this.damagedFiles = damagedFiles;
        this.nanoTime = nanoTime;
        this.numbers = new SequenceNumbers(clock);
        this.records = new Records(limits);
        this.ledger = new Ledger(limits, records);
        this.work = new DiskWork(records, ledger, numbers, () -> arrival.run(), clock, nanoTime);
    }

    /** The work that it has for the disk. Its lock is the outbox's lock. */
    DiskWork work() {
        return work;
    }

    @Override
    public CompletionStage<Void> append(List<OutboxRecord> appended, Duration budget) {
        PendingAppend append;
        boolean held;
        synchronized (work) {
            if (work.isClosing()) {
                return CompletableFuture.failedStage(new RefusedException(Refusal.NOT_KEPT));
            }
            List<KeptRecord> numbered = new ArrayList<>(appended.size());
            for (OutboxRecord record : appended) {
                numbered.add(new KeptRecord(numbers.next(), record));
            }
            append = new PendingAppend(numbered, nanoTime.getAsLong() + budget.toNanos());
            ledger.add(append);
            held = ledger.isHolding();
            work.wakeCommitter();
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
    public Set<String> waitingTopics() {
        synchronized (work) {
            return records.topics.waiting();
        }
    }

    @Override
    public List<KeptRecord> read(String topic, int max) {
        synchronized (work) {
            TopicBuffer buffer = records.topics.of(topic);
            List<KeptRecord> next = buffer.take(Math.min(max, limits.records() - handedOut));
            handedOut += next.size();
            records.topics.changed(buffer);
            if (buffer.isDiverted()) {
                work.reading().wake();
            }
            return next;
        }
    }

    @Override
    public void putBack(KeptRecord kept) {
        synchronized (work) {
            returned(kept);
            PendingAppend append = kept.append();
            if (append != null && append.isRefused()) {
                records.end(kept);
            } else {
                records.topics.ready(kept);
            }
        }
    }

    @Override
    public void delivered(KeptRecord kept) {
        PendingAppend settled = null;
        synchronized (work) {
            returned(kept);
            PendingAppend append = kept.append();
            records.topics.of(kept).delivered(nanoTime.getAsLong());
            records.end(kept);
            if (append != null && append.isOpen() && append.isOver()) {
                append.isSafe();
                settled = append;
            }
            work.wakeCommitter();
            work.reading().wakeForBatch();
        }
        if (settled != null) {
            settled.answer().complete(null);
        }
    }

    private void returned(KeptRecord kept) {
        handedOut--;
        Invariant.holds(handedOut >= 0, kept, "more records came back than were handed out");
    }

    @Override
    public void troubled(Set<String> named) {
        synchronized (work) {
            records.parking.troubled(named);
        }
    }

    /** Refuses the callbacks whose budget is used up. Must be called every few milliseconds. */
    void refuseOverdue() {
        List<PendingAppend> overdue = new ArrayList<>();
        synchronized (work) {
            long now = nanoTime.getAsLong();
            for (PendingAppend append : ledger.open()) {
                if (append.isOverdue(now)) {
                    records.refuse(append);
                    overdue.add(append);
                }
            }
            ledger.dropOver();
        }
        overdue.forEach(append -> append.answer().completeExceptionally(new RefusedException(Refusal.NOT_KEPT)));
    }

    @Override
    public OutboxState state() {
        OutboxStore from = work.store();
        long bytes = from == null ? 0 : from.bytes();
        synchronized (work) {
            Mode mode = ledger.isHolding() ? Mode.WAITING_FOR_KAFKA : Mode.DISK;
            return new OutboxState(mode, work.since(), work.count(), bytes, oldest(), damagedFiles.getAsInt());
        }
    }

    private @Nullable Instant oldest() {
        Instant written = records.oldest();
        Instant unwritten = ledger.open().stream()
                .findFirst()
                .map(append -> append.records().get(0).record().receivedTime())
                .orElse(null);
        return Stream.of(written, unwritten)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Refuses appends from now on; the committer writes the rest and ends. */
    @Override
    public void close() {
        work.close();
    }
}
