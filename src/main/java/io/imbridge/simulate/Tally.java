package io.imbridge.simulate;

import io.vertx.core.VertxException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts the results of callbacks. Safe for many threads. */
final class Tally {
    private static final long HIGHEST = TimeUnit.HOURS.toMicros(1);
    private static final int DIGITS = 3;

    /** Further labels are counted together, because answers come from outside. */
    private static final int MOST_LABELS = 50;

    private final Histogram microseconds = new Histogram(HIGHEST, DIGITS);
    private final Map<String, Long> answers = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private long ended;
    private long ok;

    synchronized void answered(String label, long nanos) {
        ended++;
        ok += label.equals(Envelope.OK) ? 1 : 0;
        boolean room = answers.size() < MOST_LABELS || answers.containsKey(label);
        answers.merge(room ? label : "others", 1L, Long::sum);
        microseconds.recordValue(Math.min(HIGHEST, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    synchronized void failed(String why) {
        ended++;
        failures.merge(why, 1L, Long::sum);
    }

    /** The reason for a missing answer. */
    static String word(Throwable failure) {
        if (failure instanceof ConnectException) {
            return "no connection";
        }
        return failure instanceof VertxException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName();
    }

    /** The progress, on one line. */
    synchronized String line(Duration elapsed) {
        return String.format(
                Locale.ROOT,
                "%.0f s: %d callbacks, %.0f/s, %d OK, %d other answers, %d without an answer, p50 %.1f ms, p99 %.1f ms",
                elapsed.toMillis() / 1e3,
                ended,
                ended * 1e3 / Math.max(1, elapsed.toMillis()),
                ok,
                microseconds.getTotalCount() - ok,
                ended - microseconds.getTotalCount(),
                microseconds.getValueAtPercentile(50) / 1e3,
                microseconds.getValueAtPercentile(99) / 1e3);
    }

    synchronized Report report(Duration elapsed, long unsent) {
        return new Report(ended, ok, elapsed, unsent, Map.copyOf(answers), Map.copyOf(failures), microseconds.copy());
    }
}
