package io.imbridge.ops;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Predicts when the outbox will have no room, from the trend of the last five minutes: either its disk is full or its
 * limit is reached, whichever comes first. Safe for many threads.
 */
final class FullForecast {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** With less data, a shrinking file or a rotated log would look like a trend. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    /** A prediction beyond this time is not reliable. */
    private static final Duration FAR = Duration.ofDays(30);

    private record Sample(long nanos, long diskFree, long bytesToLimit) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * Adds a measurement of the room.
     *
     * @param nanos the time from {@link System#nanoTime}, or another clock that never goes back
     * @param diskFree the free space on the disk, in bytes
     * @param bytesToLimit how much the outbox may still grow, in bytes
     */
    synchronized void note(long nanos, long diskFree, long bytesToLimit) {
        samples.addLast(new Sample(nanos, Math.max(0, diskFree), Math.max(0, bytesToLimit)));
        while (nanos - samples.getFirst().nanos() > WINDOW.toNanos()) {
            samples.removeFirst();
        }
    }

    /** The time until there is no room; null while the room does not shrink, or lasts for long. */
    synchronized @Nullable Duration left() {
        if (samples.isEmpty()) {
            return null;
        }
        Sample now = samples.getLast();
        if (now.diskFree() == 0 || now.bytesToLimit() == 0) {
            return Duration.ZERO;
        }
        if (now.nanos() - samples.getFirst().nanos() < LEAST.toNanos()) {
            return null;
        }
        return Stream.of(secondsLeft(Sample::diskFree), secondsLeft(Sample::bytesToLimit))
                .filter(seconds -> seconds < FAR.toSeconds())
                .min(Double::compare)
                .map(seconds -> Duration.ofSeconds(Math.round(seconds)))
                .orElse(null);
    }

    /**
     * The time by the line through all samples, which a single outlier hardly changes. Infinite if the room does not
     * shrink.
     */
    private double secondsLeft(ToLongFunction<Sample> room) {
        long origin = samples.getFirst().nanos();
        double meanTime = mean(sample -> sample.nanos() - origin) / 1e9;
        double meanRoom = mean(room);
        double products = 0;
        double squares = 0;
        for (Sample sample : samples) {
            double time = (sample.nanos() - origin) / 1e9 - meanTime;
            products += time * (room.applyAsLong(sample) - meanRoom);
            squares += time * time;
        }
        double growth = products / squares;
        return growth < 0 ? room.applyAsLong(samples.getLast()) / -growth : Double.POSITIVE_INFINITY;
    }

    private double mean(ToLongFunction<Sample> value) {
        return samples.stream().mapToLong(value).average().orElseThrow();
    }
}
