package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record in flight: from when it is given to Kafka's client until its result is known. Kafka's client may report a
 * result twice; the first report counts. Used by the relay's thread only.
 */
final class Delivery {
    private final TopicQueue queue;
    private final KeptRecord record;
    private final @Nullable DeadLetter letter;
    private final int generation;
    private final long begunAt;
    private boolean ended;

    /**
     * Begins a delivery.
     *
     * @param record the record that is sent
     * @param letter the dead letter that it is; null when it is none
     * @param generation which producer sends it
     */
    Delivery(TopicQueue queue, KeptRecord record, @Nullable DeadLetter letter, int generation, long begunAt) {
        this.queue = queue;
        this.record = record;
        this.letter = letter;
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
    DeadLetter letter() {
        return letter;
    }

    /** The record in the outbox. */
    KeptRecord kept() {
        return letter == null ? record : letter.kept();
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
        if (ended) {
            throw new IllegalStateException("a delivery ends once");
        }
        ended = true;
    }
}
