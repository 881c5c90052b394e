package io.imbridge.ops;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the outbox will have no room any more, if it goes on as in the last five minutes: because its disk is full, or
 * because it has reached its limit, whichever comes first. Safe for many threads.
 */
final class FullForecast {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** In less than that, a file that is made small or a log that is rotated would look like a trend. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    /** What is further away is no trend that anybody can rely on. */
    private static final Duration FAR = Duration.ofDays(30);

    private record Sample(long nanos, long diskFree, long bytesToLimit) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * Takes in how much room there is.
     *
     * @param nanos of {@link System#nanoTime}, or another clock that never goes back
     * @param diskFree what the disk has left, in bytes
     * @param bytesToLimit what the outbox may still grow by, in bytes
     */
    synchronized void note(long nanos, long diskFree, long bytesToLimit) {
        samples.addLast(new Sample(nanos, Math.max(0, diskFree), Math.max(0, bytesToLimit)));
        while (nanos - samples.getFirst().nanos() > WINDOW.toNanos()) {
            samples.removeFirst();
        }
    }

    /** The time until then; null while nothing fills up, or not in sight. */
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

    /** By the line through all samples, which one that stands out does not turn. Infinite when nothing shrinks. */
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
