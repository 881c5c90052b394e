package io.imbridge.publish;

import io.imbridge.callback.Invariant;
import io.imbridge.outbox.KeptRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way to Kafka, from when it is handed to Kafka's client until its end is known. Kafka's client may
 * tell an end twice, of which the first counts. Used by the relay's thread only.
 */
final class Delivery {
    private final TopicQueue queue;
    private final KeptRecord record;
    private final @Nullable DeadLetter deadLetter;
    private final int generation;
    private final long begunAt;
    private boolean ended;

    /**
     * @param record as it is sent
     * @param deadLetter what it is, where it is a dead letter
     * @param generation which producer sends it
     */
    Delivery(TopicQueue queue, KeptRecord record, @Nullable DeadLetter deadLetter, int generation, long begunAt) {
        this.queue = queue;
        this.record = record;
        this.deadLetter = deadLetter;
        this.generation = generation;
        this.begunAt = begunAt;
    }

    TopicQueue queue() {
        return queue;
    }

    KeptRecord record() {
        return record;
    }

    @Nullable
    DeadLetter deadLetter() {
        return deadLetter;
    }

    /** The record as the outbox keeps it. */
    KeptRecord kept() {
        return deadLetter == null ? record : deadLetter.kept();
    }

    int generation() {
        return generation;
    }

    long begunAt() {
        return begunAt;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Its end is known. To be called by its queue. */
    void end() {
        Invariant.holds(!ended, record, "its delivery ends twice");
        ended = true;
    }
}
