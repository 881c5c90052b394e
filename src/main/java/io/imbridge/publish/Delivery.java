package io.imbridge.publish;

import io.imbridge.callback.Invariant;
import io.imbridge.outbox.KeptRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record in flight: from when it is given to Kafka's client until its result is known. Kafka's client may report a
 * result twice; the first report counts. Used by the relay's thread only.
 */
final class Delivery {
    private final TopicQueue queue;
    private final KeptRecord record;
    private final @Nullable DeadLetter deadLetter;
    private final int generation;
    private final long begunAt;
    private boolean ended;

    /**
     * Begins a delivery.
     *
     * @param record the record that is sent
     * @param deadLetter the dead letter that it is; null when it is none
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

    /** The record in the outbox. */
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

    /** Its result is known. Only its queue may call this. */
    void end() {
        Invariant.holds(!ended, record, "its delivery ends twice");
        ended = true;
    }
}
