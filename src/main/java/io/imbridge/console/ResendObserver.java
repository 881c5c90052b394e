package io.imbridge.console;

/** Learns the results when dead letters are sent again. */
public interface ResendObserver {
    /** A dead letter was sent to Kafka again, or could not be sent. */
    void resent(boolean succeeded);
}
