package io.imbridge.receive;

import java.time.Duration;

/**
 * The moment by which a callback must be answered.
 *
 * @param nanoTime a time of {@link System#nanoTime}
 */
record Deadline(long nanoTime) {
    /** The deadline at a fixed time after a moment. */
    static Deadline after(long nanoTime, Duration budget) {
        return new Deadline(nanoTime + budget.toNanos());
    }

    /** The time that is left until the deadline; zero after it. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }
}
