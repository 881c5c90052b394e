package io.imbridge.simulate;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How callbacks are sent.
 *
 * @param target where to: http or https, a host, a path or none, and nothing more
 * @param connections how many are open at most, each with one request at a time
 * @param rate how many callbacks a second, 0 for as fast as they are answered
 * @param number how many in all at most
 * @param duration for how long at most, null for no limit
 */
public record Plan(
        URI target,
        int connections,
        double rate,
        long number,
        @Nullable Duration duration) {

    /** How many callbacks are due in so many nanoseconds. */
    long due(long nanos) {
        long most = duration == null ? nanos : Math.min(nanos, duration.toNanos());
        return rate == 0 ? number : Math.min(number, (long) Math.ceil(most * rate / 1e9));
    }

    /** When a callback is due, in nanoseconds from the start; counted from 0. */
    long dueAt(long callback) {
        return (long) (callback * 1e9 / rate);
    }

    boolean isOver(long nanos) {
        return duration != null && nanos >= duration.toNanos();
    }
}
