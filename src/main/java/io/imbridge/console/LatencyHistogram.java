package io.imbridge.console;

import org.jspecify.annotations.Nullable;

/**
 * Durations, counted in buckets since the start. The difference of two such counts has the durations of the time
 * between them.
 *
 * @param bounds the upper bound of each bucket in milliseconds, ascending
 * @param counts the number of durations up to that bound
 */
public record LatencyHistogram(double[] bounds, double[] counts) {
    static final LatencyHistogram NONE = new LatencyHistogram(new double[0], new double[0]);

    /** The durations that came after an earlier count. */
    LatencyHistogram since(LatencyHistogram earlier) {
        double[] later = counts.clone();
        if (earlier.counts.length == later.length) {
            for (int at = 0; at < later.length; at++) {
                later[at] -= earlier.counts[at];
            }
        }
        return new LatencyHistogram(bounds, later);
    }

    /**
     * The duration that a given share did not exceed, in milliseconds; null if there are none. Durations count as
     * spread evenly within a bucket. A duration above the last bound counts as that bound.
     */
    @Nullable
    Double quantile(double share) {
        double all = counts.length == 0 ? 0 : counts[counts.length - 1];
        if (all <= 0) {
            return null;
        }
        double wanted = all * share;
        double below = 0;
        double from = 0;
        for (int at = 0; at < counts.length; at++) {
            if (counts[at] >= wanted && !Double.isInfinite(bounds[at])) {
                double inside = counts[at] - below;
                return inside <= 0 ? bounds[at] : from + (bounds[at] - from) * (wanted - below) / inside;
            }
            below = counts[at];
            from = Double.isInfinite(bounds[at]) ? from : bounds[at];
        }
        return from;
    }
}
