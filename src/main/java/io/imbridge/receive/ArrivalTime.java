package io.imbridge.receive;

import java.time.Duration;
import java.util.concurrent.Executor;

/** When the bytes of a connection that were read last came. Used on the connection's event loop only. */
final class ArrivalTime {
    private long earliest;
    private long lookedAt;

    /** Bytes were read. */
    void read(Executor loop) {
        earliest = LoopTurn.current().earliestArrival(loop);
    }

    /** Somebody begins to look at them, which may be later: when what came before them has been answered. */
    void looked() {
        lookedAt = System.nanoTime();
    }

    /** When they came, at the earliest: a time of {@link System#nanoTime}. */
    long earliest() {
        return earliest;
    }

    /** How long they had waited when somebody began to look at them. */
    Duration waited() {
        return Duration.ofNanos(lookedAt - earliest);
    }
}
