package io.imbridge.receive;

import io.imbridge.callback.LogLimit;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.imbridge.callback.TopicNames;
import io.imbridge.normalize.ImEvent;
import io.imbridge.normalize.Normalizer;
import io.imbridge.outbox.Outbox;
import io.imbridge.outbox.OutboxRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The way of a verified callback: normalize it, then keep it; if it can be no event, keep it raw. */
final class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);

    /** How much more than its body a callback's records may take before that counts. */
    private static final long USUAL_GROWTH = 64 * 1024;

    /** From this length on bodies are read one at a time, and not on the event loop. */
    private static final int LARGE = 64 * 1024;

    private final Normalizer normalizer;
    private final EventRecords records;
    private final Outbox outbox;
    private final Duration budget;
    private final Executor aside;
    private final LogLimit letters = new LogLimit();

    /**
     * @param budget how long it may take to keep a callback
     * @param aside where large bodies are read, one at a time: meanwhile one that is nothing but short fields takes
     *     thirty times its length
     */
    Intake(Normalizer normalizer, TopicNames topics, Outbox outbox, Duration budget, Executor aside) {
        this.normalizer = normalizer;
        this.records = new EventRecords(topics);
        this.outbox = outbox;
        this.budget = budget;
        this.aside = aside;
    }

    /**
     * Takes a callback in.
     *
     * @param traceparent of the callback, null where it is not traced
     * @param grow told how many bytes its records take beyond what a body of that size usually becomes; may refuse
     * @param loop where the caller is, and where {@code grow} is told
     * @return completes when it is safe; completes with a {@link RefusedException} when it is refused
     */
    CompletionStage<Void> take(RawCallback callback, @Nullable String traceparent, LongConsumer grow, Executor loop) {
        if (callback.body().length >= LARGE) {
            return takeLarge(callback, traceparent, grow, loop);
        }
        try {
            return keep(callback, records(callback, traceparent), grow, budget);
        } catch (RefusedException refused) {
            return refuse(callback, refused, traceparent, budget);
        }
    }

    private CompletionStage<Void> takeLarge(
            RawCallback callback, @Nullable String traceparent, LongConsumer grow, Executor loop) {
        long start = System.nanoTime();
        return CompletableFuture.supplyAsync(() -> recordsInTime(callback, traceparent, leftSince(start)), aside)
                .thenComposeAsync(kept -> keep(callback, kept, grow, leftSince(start)), loop)
                .exceptionallyCompose(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    return cause instanceof RefusedException refused
                            ? refuse(callback, refused, traceparent, leftSince(start))
                            : CompletableFuture.failedStage(failure);
                });
    }

    /** Its turn may come too late: nobody waits for it any more. */
    private List<OutboxRecord> recordsInTime(RawCallback callback, @Nullable String traceparent, Duration left) {
        if (left.isZero()) {
            throw new RefusedException(Refusal.NOT_KEPT);
        }
        return records(callback, traceparent);
    }

    private Duration leftSince(long start) {
        Duration left = budget.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private CompletionStage<Void> keep(
            RawCallback callback, List<OutboxRecord> records, LongConsumer grow, Duration within) {
        long size = 0;
        for (OutboxRecord record : records) {
            size += record.size();
        }
        grow.accept(Math.max(0, size - callback.body().length - USUAL_GROWTH));
        return outbox.append(records, within);
    }

    private CompletionStage<Void> refuse(
            RawCallback callback, RefusedException refused, @Nullable String traceparent, Duration within) {
        // Without a proven token anybody could fill the dead letters.
        return callback.signed() && refused.refusal().status() == 400
                ? bury(callback, refused, traceparent, within)
                : CompletableFuture.failedStage(refused);
    }

    private List<OutboxRecord> records(RawCallback callback, @Nullable String traceparent) {
        List<OutboxRecord> all = new ArrayList<>();
        for (ImEvent event : normalizer.normalize(callback)) {
            all.addAll(records.of(event, traceparent));
        }
        return all;
    }

    private CompletionStage<Void> bury(
            RawCallback callback, RefusedException refused, @Nullable String traceparent, Duration within) {
        String reason = refused.refusal().tag();
        long withheld = letters.pass();
        if (withheld >= 0) {
            LOG.warnf("Dead letter app=%s reason=%s withheld=%d", callback.sdkAppId(), reason, withheld);
        }
        OutboxRecord deadLetter = records.deadLetter(normalizer.asItCame(callback), reason, traceparent);
        return outbox.append(List.of(deadLetter), within)
                .handle((kept, failure) -> null)
                .thenCompose(either -> CompletableFuture.failedStage(refused));
    }
}
