package io.imbridge.outbox;

import io.imbridge.callback.Invariant;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives out the outbox's numbers. They grow by one, and they keep growing across restarts, even if nothing is left of
 * the time before.
 *
 * <p>The first number is the start time in microseconds since the epoch. It is below 2^53, so a consumer in any
 * language can compare it as a number, and it has 16 digits until the year 2255, so the numbers also sort as text. The
 * numbers of a later start are higher, as long as fewer than a million records a second arrive on average.
 */
final class SequenceNumbers {
    /** How many numbers are reserved in the file in advance, so the file need not record each number. */
    private static final long RESERVED = 10_000_000;

    /** Any language can compare lower numbers. */
    private static final long HIGHEST = 1L << 53;

    private final AtomicLong next;
    private final AtomicLong reserved = new AtomicLong();

    SequenceNumbers(Clock clock) {
        next = new AtomicLong(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    }

    /** Continues after a number that was given out before. */
    void skipTo(long last) {
        next.accumulateAndGet(last + 1, Math::max);
    }

    /** A number that is at least as high as all numbers that will be given out for a while. */
    long reserved() {
        long now = next.get();
        return reserved.updateAndGet(before -> before - now > RESERVED / 2 ? before : now + RESERVED);
    }

    /** The highest number that was given out. */
    long last() {
        return next.get() - 1;
    }

    long next() {
        long given = next.getAndIncrement();
        Invariant.holds(given < HIGHEST, "a sequence number is not below 2^53");
        return given;
    }
}
