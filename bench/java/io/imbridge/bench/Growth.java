package io.imbridge.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A service with a large amount of one thing. It is measured in turn with others; its ratio to the first of them is the
 * median of the ratios within each round.
 */
final class Growth implements AutoCloseable {
    static final String HEAD = "| What there is much of | CPU s per 10,000 | × the first | RSS MB |\n|---|---|---|---|";

    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 7;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration SLICE = Duration.ofSeconds(3);

    private final String what;
    private final Running service;
    private final Wrk wrk;
    private final List<Double> cpu = new ArrayList<>();

    /** Starts the service, and warms it up. */
    Growth(String what, String bootstrapServers, Requests requests) {
        this.what = what;
        this.service = Running.service(bootstrapServers, "-Xmx256m", requests, Map.of());
        this.wrk = new Wrk(requests.write());
        wrk.run(service.port(), CONNECTIONS, WARM_UP);
    }

    /** Sends until the outbox has this many records. */
    void fill(int records) {
        Endurance.fill(service, wrk, records);
    }

    /** Measures all, and returns a row of Markdown for each. */
    static List<String> inTurn(List<Growth> all) {
        for (int round = 0; round < ROUNDS; round++) {
            all.forEach(Growth::measure);
        }
        return all.stream().map(one -> one.row(all.get(0))).toList();
    }

    private void measure() {
        double before = Machine.cpu(service.pid());
        Wrk.Result result = wrk.run(service.port(), CONNECTIONS, SLICE);
        cpu.add((Machine.cpu(service.pid()) - before) * 10_000 / result.ok());
    }

    private String row(Growth first) {
        double[] ratios = IntStream.range(0, ROUNDS)
                .mapToDouble(round -> cpu.get(round) / first.cpu.get(round))
                .toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.2f | %.0f |",
                what,
                Table.median(cpu.stream().mapToDouble(Double::doubleValue).toArray()),
                Table.median(ratios),
                Machine.memory(service.pid(), false) / Machine.MEBI);
    }

    @Override
    public void close() {
        service.close();
    }
}
