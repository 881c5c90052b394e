package io.imbridge.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of the last hour, one point each {@link #STEP}. It always takes the same memory. Not thread-safe. */
final class PipelineHistory {
    static final Duration STEP = Duration.ofSeconds(10);
    static final int POINTS = 360;

    private static final double UNKNOWN = Double.NaN;

    private final Map<Line, double[]> lines = new EnumMap<>(Line.class);
    private final long[] times = new long[POINTS];
    private int next;
    private int size;

    /** The lines of the chart. */
    private enum Line {
        OK("ok"),
        REFUSED("refused"),
        PUBLISHED("published"),
        OUTBOX_RECORDS("outboxRecords"),
        P99("p99Ms");

        private final String title;

        Line(String title) {
            this.title = title;
        }
    }

    /**
     * Adds a point.
     *
     * @param ok the number per second, like the other rates
     * @param p99 in milliseconds; null if no callback came
     */
    void add(Instant now, double ok, double refused, double published, long outboxRecords, @Nullable Double p99) {
        times[next] = now.getEpochSecond();
        set(Line.OK, ok);
        set(Line.REFUSED, refused);
        set(Line.PUBLISHED, published);
        set(Line.OUTBOX_RECORDS, (double) outboxRecords);
        set(Line.P99, p99 == null ? UNKNOWN : p99);
        next = (next + 1) % POINTS;
        size = Math.min(POINTS, size + 1);
    }

    private void set(Line line, double value) {
        line(line)[next] = value;
    }

    private double[] line(Line line) {
        return lines.computeIfAbsent(line, unseen -> new double[POINTS]);
    }

    /** All points, the oldest first. */
    JsonObject json() {
        JsonArray seconds = new JsonArray();
        JsonObject series = new JsonObject().put("times", seconds);
        for (Line line : Line.values()) {
            JsonArray values = new JsonArray();
            for (int at = 0; at < size; at++) {
                double value = line(line)[index(at)];
                values.add(Double.isNaN(value) ? null : rounded(value));
            }
            series.put(line.title, values);
        }
        for (int at = 0; at < size; at++) {
            seconds.add(times[index(at)]);
        }
        return series;
    }

    private int index(int at) {
        return Math.floorMod(next - size + at, POINTS);
    }

    /** Rounds to three decimal places: nobody needs more, and the numbers are sent each time. */
    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
