package io.imbridge.faults;

import java.time.Duration;
import java.util.Collection;

/** Percentiles of times in nanoseconds. */
final class Percentiles {
    private Percentiles() {}

    static Duration of(Collection<Long> times, double percentile) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return Duration.ofNanos(sorted[(int) Math.min(sorted.length - 1, sorted.length * percentile)]);
    }
}
