package io.imbridge.receive;

import io.imbridge.callback.LogLimit;
import io.imbridge.callback.RateLimit;
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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Processes a verified callback: normalizes it and keeps it; if it cannot become an event, keeps it raw. */
final class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);

    /** A callback's records may be larger than its body by this many bytes before the difference counts. */
    private static final long USUAL_GROWTH = 64 * 1024;

    /** Bodies of this length or more are read one at a time, and not on the event loop. */
    private static final int LARGE = 64 * 1024;

    /** A healthy disk needs far less. The vendor waits longer than this beyond the budget of an answer. */
    private static final Duration LEAST_TIME_TO_KEEP = Duration.ofMillis(250);

    private final Normalizer normalizer;
    private final EventRecords records;
    private final Outbox outbox;
    private final LargeBodies large;
    private final RateLimit unproven;
    private final Runnable withheld;
    private final LogLimit deadLetterLines = new LogLimit();

    /** The caller who waits for the answer to a callback. */
    interface Caller {
        /** The trace context of the callback; null when it is not traced. */
        @Nullable
        String traceparent();

        /** The time by which the callback must be answered. */
        Deadline deadline();

        /** Whether this time had passed before the callback could be processed. */
        boolean isLate();

        /** The event loop of the caller. */
        Executor loop();

        /** Reserves memory for bytes in addition to the body as received. Any thread may call it; it may refuse. */
        void grow(long bytes);

        /** Sets the action that runs as soon as the caller goes away. */
        void whenGone(Runnable drop);
    }

    /**
     * Makes an intake.
     *
     * @param large where large bodies are read, one at a time: a body that consists of short fields takes thirty
     *     times its length while it is read
     * @param unproven limits how many bodies of callers without a token may become dead letters
     * @param withheld is called for each body beyond this limit
     */
    Intake(
            Normalizer normalizer,
            TopicNames topics,
            Outbox outbox,
            LargeBodies large,
            RateLimit unproven,
            Runnable withheld) {
        this.normalizer = normalizer;
        this.records = new EventRecords(topics);
        this.outbox = outbox;
        this.large = large;
        this.unproven = unproven;
        this.withheld = withheld;
    }

    /**
     * Takes a callback in.
     *
     * @return completes when the callback is safe; completes with a {@link RefusedException} when it is refused
     */
    CompletionStage<Void> take(RawCallback callback, Caller caller) {
        if (callback.body().length >= LARGE) {
            return takeAside(callback, caller);
        }
        if (caller.isLate()) {
            return CompletableFuture.failedStage(new RefusedException(Refusal.NOT_KEPT));
        }
        try {
            return keep(callback, records(callback, caller), caller);
        } catch (RefusedException refused) {
            return refuse(callback, refused, caller);
        }
    }

    /**
     * Takes a callback in whose body is compressed.
     *
     * @param maxBody a body with more decompressed bytes is refused
     * @return as for {@link #take}
     */
    CompletionStage<Void> takePacked(RawCallback packed, long maxBody, Caller caller) {
        return large.submit(
                        () -> packed.withBody(Gzip.unpack(packed.body(), maxBody, caller::grow)),
                        caller.deadline(),
                        caller)
                .exceptionallyCompose(
                        failure -> refuseAside(packed, failure, caller).thenApply(none -> packed))
                .thenComposeAsync(unpacked -> take(unpacked, caller), caller.loop());
    }

    private CompletionStage<Void> takeAside(RawCallback callback, Caller caller) {
        return large.submit(() -> records(callback, caller), caller.deadline(), caller)
                .thenComposeAsync(kept -> keep(callback, kept, caller), caller.loop())
                .exceptionallyCompose(failure -> refuseAside(callback, failure, caller));
    }

    private CompletionStage<Void> refuseAside(RawCallback callback, Throwable failure, Caller caller) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RefusedException refused
                ? refuse(callback, refused, caller)
                : CompletableFuture.failedStage(failure);
    }

    private CompletionStage<Void> keep(RawCallback callback, List<OutboxRecord> records, Caller caller) {
        long size = 0;
        for (OutboxRecord record : records) {
            size += record.size();
        }
        caller.grow(Math.max(0, size - callback.body().length - USUAL_GROWTH));
        return outbox.append(records, timeToKeep(caller));
    }

    /** A callback that was processed is always offered to the outbox, because a refused callback is lost. */
    private static Duration timeToKeep(Caller caller) {
        Duration left = caller.deadline().left();
        return left.compareTo(LEAST_TIME_TO_KEEP) < 0 ? LEAST_TIME_TO_KEEP : left;
    }

    private CompletionStage<Void> refuse(RawCallback callback, RefusedException refused, Caller caller) {
        if (refused.refusal().status() != 400) {
            return CompletableFuture.failedStage(refused);
        }
        // An app without tokens accepts events from anybody, so its unreadable callbacks are kept as dead letters too.
        if (!callback.signed() && !unproven.pass()) {
            withheld.run();
            return CompletableFuture.failedStage(refused);
        }
        return keepDeadLetter(callback, refused, caller);
    }

    private List<OutboxRecord> records(RawCallback callback, Caller caller) {
        List<OutboxRecord> all = new ArrayList<>();
        for (ImEvent event : normalizer.normalize(callback)) {
            all.addAll(records.of(event, caller.traceparent()));
        }
        return all;
    }

    private CompletionStage<Void> keepDeadLetter(RawCallback callback, RefusedException refused, Caller caller) {
        String reason = refused.refusal().tag();
        long withheld = deadLetterLines.pass();
        if (withheld >= 0) {
            LOG.warnf("Dead letter app=%s reason=%s withheld=%d", callback.sdkAppId(), reason, withheld);
        }
        OutboxRecord deadLetter = records.deadLetter(normalizer.asItCame(callback), reason, caller.traceparent());
        return outbox.append(List.of(deadLetter), timeToKeep(caller))
                .handle((kept, failure) -> null)
                .thenCompose(either -> CompletableFuture.failedStage(refused));
    }
}
