package io.imbridge.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The result of a simulation.
 *
 * @param callbacks how many callbacks were sent
 * @param ok how many were answered OK
 * @param took the time from the first to the last
 * @param unsent how many were due and were not sent because no connection was free
 * @param answers how many answers of each kind there were
 * @param failures the reasons for missing answers, and how often each occurred
 * @param microseconds the times from when a callback was due to its answer
 */
public record Report(
        long callbacks,
        long ok,
        Duration took,
        long unsent,
        Map<String, Long> answers,
        Map<String, Long> failures,
        Histogram microseconds) {

    /** Whether all due callbacks were sent and answered OK. */
    public boolean isGood() {
        return ok == callbacks && unsent == 0;
    }

    /** The whole report, for a terminal. */
    public List<String> lines() {
        double seconds = Math.max(1, took.toMillis()) / 1e3;
        List<String> lines = new ArrayList<>();
        lines.add(line("%d callbacks in %.1f s, %.0f a second", callbacks, seconds, callbacks / seconds));
        new TreeMap<>(answers).forEach((answer, count) -> lines.add(line("%10d  %s", count, answer)));
        new TreeMap<>(failures).forEach((why, count) -> lines.add(line("%10d  without an answer: %s", count, why)));
        if (unsent > 0) {
            lines.add(line("%10d  due and not sent: no connection was free", unsent));
        }
        if (microseconds.getTotalCount() > 0) {
            lines.add(line(
                    "Time to the answer in ms: p50 %.1f, p90 %.1f, p99 %.1f, p99.9 %.1f, max %.1f",
                    at(50), at(90), at(99), at(99.9), at(100)));
        }
        return lines;
    }

    private double at(double percentile) {
        return microseconds.getValueAtPercentile(percentile) / 1e3;
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
