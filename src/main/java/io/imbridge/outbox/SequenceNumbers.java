package io.imbridge.outbox;

import io.imbridge.callback.Invariant;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The outbox's numbers: they grow by one, and over restarts, even where nothing is left of the time before.
 *
 * <p>The first is the start in microseconds since the epoch: below 2^53, so that a consumer in any language can
 * compare them as numbers, and all of 16 digits until the year 2255, so that they sort as text too. Numbers of a
 * later start are higher as long as less than a million records a second come, all in all.
 */
final class SequenceNumbers {
    /** So many numbers are reserved in the file beforehand: it need not be told each. */
    private static final long RESERVED = 10_000_000;

    /** Any language can compare lower numbers. */
    private static final long HIGHEST = 1L << 53;

    private final AtomicLong next;
    private final AtomicLong reserved = new AtomicLong();

    SequenceNumbers(Clock clock) {
        next = new AtomicLong(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    }

    /** Goes on behind a number that was given before. */
    void skipTo(long last) {
        next.accumulateAndGet(last + 1, Math::max);
    }

    /** All numbers that are given for a while are not higher than this. */
    long reserved() {
        long now = next.get();
        return reserved.updateAndGet(before -> before - now > RESERVED / 2 ? before : now + RESERVED);
    }

    /** The highest number that was given. */
    long last() {
        return next.get() - 1;
    }

    long next() {
        long given = next.getAndIncrement();
        Invariant.holds(given < HIGHEST, "a sequence number is not below 2^53");
        return given;
    }
}
