package io.imbridge.publish;

import java.time.Instant;

/** Is told what happens to records. Its methods must return at once. */
public interface RelayObserver {
    /**
     * Kafka has a record of a topic.
     *
     * @param received when its callback arrived
     */
    void published(String topic, Instant received);

    /**
     * Kafka refused a record of a topic because of its content, for a reason in one word. The record goes to the dead
     * letters.
     */
    void refused(String topic, String reason);

    /** A record of a topic was not acknowledged: it is sent again. */
    void returned(String topic);

    /** Kafka was found to have a record of a topic although no acknowledgement arrived. */
    void found(String topic);

    /** The producer was replaced. Its records in flight that Kafka does not have are sent again. */
    void replaced();
}
