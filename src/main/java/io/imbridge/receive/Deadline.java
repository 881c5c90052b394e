package io.imbridge.receive;

import java.time.Duration;

/**
 * The moment at which a callback must have its answer.
 *
 * @param nanoTime as {@link System#nanoTime} counts
 */
record Deadline(long nanoTime) {
    /** So long after a moment. */
    static Deadline after(long nanoTime, Duration budget) {
        return new Deadline(nanoTime + budget.toNanos());
    }

    /** How long it is until then; zero when it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }
}
