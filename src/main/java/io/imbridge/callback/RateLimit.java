package io.imbridge.callback;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** Lets at most a fixed number of events pass in any period of a fixed length. Safe for many threads. */
public final class RateLimit {
    private final LongSupplier nanoTime;
    private final long during;

    /** The times of the last passes, in a ring; the oldest, which is overwritten next, is at {@code oldest}. */
    private final long[] passed;

    private int oldest;

    /** Lets at most {@code times} events pass in any period of length {@code during}. */
    public RateLimit(int times, Duration during) {
        this(times, during, System::nanoTime);
    }

    RateLimit(int times, Duration during, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.during = during.toNanos();
        this.passed = new long[times];
        Arrays.fill(passed, nanoTime.getAsLong() - this.during);
    }

    /** Whether this event may pass. */
    public synchronized boolean pass() {
        long now = nanoTime.getAsLong();
        if (now - passed[oldest] < during) {
            return false;
        }
        passed[oldest] = now;
        oldest = (oldest + 1) % passed.length;
        return true;
    }
}
