package io.imbridge.outbox;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * The outbox without a disk: a record is safe when Kafka has it, and until then its callback waits for the answer.
 *
 * <p>What Kafka does not have within the answer budget is refused and not published, unless it was on its way
 * already. Bounded by the callbacks in flight, which the HTTP door bounds.
 */
final class KafkaHeldOutbox implements Outbox {
    /** The records of one callback; guarded by the outbox. */
    private static final class Append {
        private final CompletableFuture<Void> answer = new CompletableFuture<>();
        private final long deadline;
        private int undelivered;

        Append(int records, long deadline) {
            this.undelivered = records;
            this.deadline = deadline;
        }
    }

    private final SequenceNumbers numbers;
    private final LongSupplier nanoTime;
    private final ArrayDeque<KeptRecord> waiting = new ArrayDeque<>();
    private final Map<Long, Append> appends = new HashMap<>();
    private final ArrayDeque<Append> deadlines = new ArrayDeque<>();
    private volatile Runnable arrival = () -> {};

    /**
     * Makes an empty outbox.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    KafkaHeldOutbox(SequenceNumbers numbers, LongSupplier nanoTime) {
        this.numbers = numbers;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<Void> append(List<OutboxRecord> records, Duration budget) {
        Append append = new Append(records.size(), nanoTime.getAsLong() + budget.toNanos());
        synchronized (this) {
            for (OutboxRecord record : records) {
                KeptRecord kept = new KeptRecord(numbers.next(), record);
                waiting.add(kept);
                appends.put(kept.sequence(), append);
            }
            deadlines.add(append);
        }
        arrival.run();
        return append.answer;
    }

    @Override
    public synchronized List<KeptRecord> poll(int max) {
        List<KeptRecord> next = new ArrayList<>(Math.min(max, waiting.size()));
        while (next.size() < max && !waiting.isEmpty()) {
            KeptRecord kept = waiting.remove();
            if (isWanted(kept)) {
                next.add(kept);
            }
        }
        return next;
    }

    @Override
    public synchronized boolean isWanted(KeptRecord kept) {
        return appends.containsKey(kept.sequence());
    }

    @Override
    public void delivered(KeptRecord kept) {
        Append append;
        synchronized (this) {
            append = appends.remove(kept.sequence());
            if (append == null || --append.undelivered > 0) {
                return;
            }
        }
        append.answer.complete(null);
    }

    @Override
    public void onArrival(Runnable arrival) {
        this.arrival = arrival;
    }

    /** Refuses the callbacks whose budget is used up. To be called every few milliseconds. */
    void refuseOverdue() {
        long now = nanoTime.getAsLong();
        List<Append> overdue = new ArrayList<>();
        synchronized (this) {
            while (!deadlines.isEmpty() && isOver(deadlines.element(), now)) {
                overdue.add(deadlines.remove());
            }
            overdue.removeIf(append -> append.undelivered == 0);
            if (!overdue.isEmpty()) {
                forget(overdue);
            }
        }
        overdue.forEach(append -> append.answer.completeExceptionally(new RefusedException(Refusal.NOT_KEPT)));
    }

    private static boolean isOver(Append append, long now) {
        return append.undelivered == 0 || append.deadline - now <= 0;
    }

    private void forget(List<Append> overdue) {
        overdue.forEach(append -> append.undelivered = 0);
        for (Iterator<Append> all = appends.values().iterator(); all.hasNext(); ) {
            if (all.next().undelivered == 0) {
                all.remove();
            }
        }
        waiting.removeIf(kept -> !isWanted(kept));
    }
}
