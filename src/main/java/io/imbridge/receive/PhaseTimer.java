package io.imbridge.receive;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a phase of a connection has lasted too long. However often phases begin and end, there is one timer at a
 * time, which looks whether the phase of that moment is an old one. Used on one event loop only.
 */
final class PhaseTimer {
    private final EventExecutor loop;
    private final long limit;
    private final Runnable expired;
    private boolean running;
    private long since;
    private @Nullable Future<?> look;

    /**
     * @param limit how long a phase may last
     * @param expired called on the event loop when one has lasted for longer
     */
    PhaseTimer(EventExecutor loop, Duration limit, Runnable expired) {
        this.loop = loop;
        this.limit = limit.toNanos();
        this.expired = expired;
    }

    /** A phase begins; one that was there has ended. */
    void start() {
        running = true;
        since = System.nanoTime();
        if (look == null) {
            lookAfter(limit);
        }
    }

    /** The phase has ended. */
    void stop() {
        running = false;
    }

    /** There will be no phase any more. */
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
