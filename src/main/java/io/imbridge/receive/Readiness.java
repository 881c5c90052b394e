package io.imbridge.receive;

/** Whether a callback could be kept now. */
public interface Readiness {
    /** May ask the disk, and so take as long as that does: never on an event loop. */
    boolean isReady();
}
