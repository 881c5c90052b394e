package io.imbridge.outbox;

import io.imbridge.callback.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Keeps records from the moment their callback is answered until Kafka has them.
 *
 * <p>Records are handed out in the order in which they were appended. Safe for many threads; nothing here blocks.
 */
public interface Outbox {
    /**
     * Keeps the records of one callback, all or none, next to each other.
     *
     * @param records at least one
     * @param budget how long the caller can wait: what is not safe after it is given up
     * @return completes when they are safe, on any thread; completes with a {@link RefusedException} when they are not
     *     within the budget, or cannot be
     */
    CompletionStage<Void> append(List<OutboxRecord> records, Duration budget);

    /**
     * The next records for Kafka, in order, each handed out once. Empty when there is none right now.
     *
     * @param max at most this many
     */
    List<KeptRecord> poll(int max);

    /** Whether a record that was handed out is still worth publishing: its callback was not refused meanwhile. */
    boolean isWanted(KeptRecord kept);

    /** Says that Kafka has a record: it may be forgotten. */
    void delivered(KeptRecord kept);

    /** Calls {@code arrival}, which must return at once, whenever {@link #poll} may have something new. */
    void onArrival(Runnable arrival);
}
