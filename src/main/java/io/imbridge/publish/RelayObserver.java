package io.imbridge.publish;

/** Is told what becomes of records. Must return at once. */
public interface RelayObserver {
    /** Kafka has a record of a topic. */
    void published(String topic);

    /** A record goes to the dead letters, for a reason in one word. */
    void buried(String reason);

    /** The producer was replaced: what it had under way is sent again. */
    void resent();
}
