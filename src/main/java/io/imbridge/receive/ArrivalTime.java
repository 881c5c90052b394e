package io.imbridge.receive;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Records when the last bytes of a connection arrived. Used on the connection's event loop only. */
final class ArrivalTime {
    private long earliest;
    private long lookedAt;

    /** Notes that bytes were read. */
    void read(Executor loop) {
        earliest = LoopTurn.current().earliestArrival(loop);
    }

    /**
     * Notes that these bytes are processed from now on. This may be later: after the answers to everything before them.
     */
    void looked() {
        lookedAt = System.nanoTime();
    }

    /** When they arrived at the earliest: a time of {@link System#nanoTime}. */
    long earliest() {
        return earliest;
    }

    /** How long they had waited when their processing began. */
    Duration waited() {
        return Duration.ofNanos(lookedAt - earliest);
    }
}
