package io.imbridge.simulate;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A plan for sending callbacks.
 *
 * @param target the URL: http or https, a host, optionally a port and a path, and nothing else
 * @param connections the largest number of open connections, each with one request at a time
 * @param rate how many callbacks are sent each second; 0 for as fast as they are answered
 * @param number the largest number of callbacks in total
 * @param duration the longest duration; null for no limit
 */
public record Plan(
        URI target,
        int connections,
        double rate,
        long number,
        @Nullable Duration duration) {

    /** How many callbacks are due after this many nanoseconds. */
    long due(long nanos) {
        long most = duration == null ? nanos : Math.min(nanos, duration.toNanos());
        return rate == 0 ? number : Math.min(number, (long) Math.ceil(most * rate / 1e9));
    }

    /** When a callback is due, in nanoseconds from the start; callbacks are counted from 0. */
    long dueAt(long callback) {
        return (long) (callback * 1e9 / rate);
    }

    boolean isOver(long nanos) {
        return duration != null && nanos >= duration.toNanos();
    }
}
