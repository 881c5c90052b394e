package io.imbridge.receive;

/** Tells whether the service could keep a callback now. */
public interface Readiness {
    /** May ask the disk and can therefore take long: never call it on an event loop. */
    boolean isReady();
}
