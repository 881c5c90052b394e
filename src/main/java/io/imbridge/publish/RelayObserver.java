package io.imbridge.publish;

import java.time.Instant;

/** Is told what becomes of records. Must return at once. */
public interface RelayObserver {
    /**
     * Kafka has a record of a topic.
     *
     * @param received when its callback arrived
     */
    void published(String topic, Instant received);

    /** Kafka refused a record of a topic for itself: it goes to the dead letters, for a reason in one word. */
    void refused(String topic, String reason);

    /** A record of a topic came back without an acknowledgement: it is sent again. */
    void returned(String topic);

    /** Kafka was found to have a record of a topic, though it was never heard to acknowledge it. */
    void found(String topic);

    /** The producer was replaced: what it had under way, and Kafka does not have, is sent again. */
    void replaced();
}
