package io.imbridge.callback;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** Lets something through so many times in any while of a length, and no more. Safe for many threads. */
public final class RateLimit {
    private final LongSupplier nanoTime;
    private final long during;

    /** When those passed that may still count, the next to be forgotten at {@code oldest}. */
    private final long[] passed;

    private int oldest;

    /** No more than {@code times} in any while of length {@code during}. */
    public RateLimit(int times, Duration during) {
        this(times, during, System::nanoTime);
    }

    RateLimit(int times, Duration during, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.during = during.toNanos();
        this.passed = new long[times];
        Arrays.fill(passed, nanoTime.getAsLong() - this.during);
    }

    /** Whether this one may pass. */
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
