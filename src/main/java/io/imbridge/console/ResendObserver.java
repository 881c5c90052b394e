package io.imbridge.console;

/** Is told what becomes of dead letters that are sent again. */
public interface ResendObserver {
    /** Kafka has one again, or it could not be sent. */
    void resent(boolean succeeded);
}
