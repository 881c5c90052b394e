package io.imbridge.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Writes what was measured as Markdown: medians over the rounds, and of the ratios within each round. */
final class Table {
    private static final String HEAD =
            "| Connections | Server | callbacks/s | p50 ms | p99 ms | p99.9 ms | server CPU s per 10,000 |"
                    + " broker CPU s per 10,000 | RSS MB | × (a) CPU | × (e) CPU | × (a) callbacks/s | p99 − (a)'s, ms |";

    /** In the order of the rounds, the same subjects and connections in each. */
    private final List<List<Measurement>> rounds;

    Table(List<List<Measurement>> rounds) {
        this.rounds = rounds;
    }

    String markdown() {
        List<String> lines = new ArrayList<>(List.of(HEAD, "|" + "---|".repeat(13)));
        int[] connections = rounds.get(0).stream()
                .mapToInt(Measurement::connections)
                .distinct()
                .toArray();
        for (int count : connections) {
            for (Subject subject : Subject.values()) {
                if (IntStream.range(0, rounds.size()).allMatch(round -> has(round, subject, count))) {
                    lines.add(row(subject, count));
                }
            }
        }
        lines.add("");
        lines.add("| Server | first OK s | idle RSS MB |");
        lines.add("|---|---|---|");
        for (Subject subject : Subject.values()) {
            if (has(0, subject, connections[0])) {
                lines.add("| " + subject.label() + " | "
                        + number("%.2f", median(subject, connections[0], one -> seconds(one.firstOk()))) + " | "
                        + number("%.0f", median(subject, connections[0], one -> one.idleMemory() / Machine.MEBI))
                        + " |");
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private String row(Subject subject, int connections) {
        ToDoubleFunction<Measurement> perSecond = one -> one.result().perSecond();
        ToDoubleFunction<Measurement> p99 = one -> millis(one.result().p99());
        return String.join(
                " | ",
                "| " + connections,
                subject.label(),
                number("%,.0f", median(subject, connections, perSecond)),
                number(
                        "%.2f",
                        median(subject, connections, one -> millis(one.result().p50()))),
                number("%.2f", median(subject, connections, p99)),
                number(
                        "%.2f",
                        median(subject, connections, one -> millis(one.result().p999()))),
                number("%.3f", median(subject, connections, Measurement::serverCpu)),
                number("%.3f", median(subject, connections, Measurement::brokerCpu)),
                number("%.0f", median(subject, connections, one -> one.memory() / Machine.MEBI)),
                number("%.2f", against(Subject.LIMIT, subject, connections, Measurement::serverCpu, true)),
                number("%.2f", against(Subject.DURABLE_LIMIT, subject, connections, Measurement::serverCpu, true)),
                number("%.2f", against(Subject.LIMIT, subject, connections, perSecond, true)),
                number("%+.2f", against(Subject.LIMIT, subject, connections, p99, false)) + " |");
    }

    private double median(Subject subject, int connections, ToDoubleFunction<Measurement> value) {
        return median(IntStream.range(0, rounds.size())
                .mapToDouble(round -> value.applyAsDouble(find(round, subject, connections)))
                .toArray());
    }

    /** The median of what each round's value is compared with that of a limit in the same round; NaN without one. */
    private double against(
            Subject limits, Subject subject, int connections, ToDoubleFunction<Measurement> value, boolean ratio) {
        return median(IntStream.range(0, rounds.size())
                .mapToDouble(round -> {
                    double own = value.applyAsDouble(find(round, subject, connections));
                    if (!has(round, limits, connections)) {
                        return Double.NaN;
                    }
                    double limit = value.applyAsDouble(find(round, limits, connections));
                    return ratio ? own / limit : own - limit;
                })
                .toArray());
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private boolean has(int round, Subject subject, int connections) {
        return rounds.get(round).stream().anyMatch(one -> one.subject() == subject && one.connections() == connections);
    }

    private Measurement find(int round, Subject subject, int connections) {
        return rounds.get(round).stream()
                .filter(one -> one.subject() == subject && one.connections() == connections)
                .findFirst()
                .orElseThrow();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
