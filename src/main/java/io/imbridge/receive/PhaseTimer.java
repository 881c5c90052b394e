package io.imbridge.receive;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reports when a phase of a connection has lasted too long. Phases may begin and end often, but there is only one timer
 * at a time. When it fires, it checks how long the current phase has lasted. Used on one event loop only.
 */
final class PhaseTimer {
    private final EventExecutor loop;
    private final long limit;
    private final Runnable expired;
    private boolean running;
    private long since;
    private @Nullable Future<?> look;

    /**
     * Makes a timer.
     *
     * @param limit how long a phase may last
     * @param expired called on the event loop when a phase has lasted longer
     */
    PhaseTimer(EventExecutor loop, Duration limit, Runnable expired) {
        this.loop = loop;
        this.limit = limit.toNanos();
        this.expired = expired;
    }

    /** Begins a phase and ends the previous one, if there is one. */
    void start() {
        running = true;
        since = System.nanoTime();
        if (look == null) {
            lookAfter(limit);
        }
    }

    /** Ends the phase. */
    void stop() {
        running = false;
    }

    /** Ends the timer: no further phase will begin. */
    void cancel() {
        running = false;
        if (look != null) {
            look.cancel(false);
            look = null;
        }
    }

    private void lookAfter(long nanos) {
        look = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        look = null;
        if (!running) {
            return;
        }
        long left = limit - (System.nanoTime() - since);
        if (left > 0) {
            lookAfter(left);
        } else {
            running = false;
            expired.run();
        }
    }
}
