package io.imbridge.bench;

import io.imbridge.dev.LocalBroker;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Measures the cost of pages that watch the console's live log: the same service without pages and with ten, in turn,
 * at the same rate. The pages must not affect the way of a callback. The console's own reading for them is measured
 * apart, by its threads.
 */
public final class Watching {
    private static final int WATCHERS = 10;
    private static final int CONNECTIONS = 64;

    /** The pause between two requests of a connection: about 1,900 callbacks a second. */
    private static final Duration PAUSE = Duration.ofMillis(32);

    private static final Duration LENGTH = Duration.ofSeconds(10);
    /** The share of the CPU that Java's compilers may take when rounds begin to count. */
    private static final double COMPILING = 0.05;

    private static final int MOST_WARM_UP = 10;

    /** If a compiler's thread ended, its CPU time would disappear with it. */
    private static final String COMPILERS_STAY = " -XX:-UseDynamicNumberOfCompilerThreads";

    /** The console continues to read for five seconds after the last page has gone; its threads end then. */
    private static final Duration REST = Duration.ofSeconds(7);

    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final int ROUNDS = 7;
    private static final String CONSOLE = "console";

    private final Running service;
    private final Wrk wrk = new Wrk(Requests.USUAL.write());
    private final HttpClient client = HttpClient.newHttpClient();

    private Watching(Running service) {
        this.service = service;
    }

    /**
     * One round with or without watchers.
     *
     * @param cpu the CPU time of the whole service, in seconds for 10,000 callbacks
     * @param console the part of it that the console's threads took
     * @param compilers the part of it that Java's compilers took, which ends when everything is compiled
     * @param seen the number of entries that a page received for each callback
     */
    private record Round(double cpu, double console, double compilers, Wrk.Result result, double seen) {
        double way() {
            return cpu - console - compilers;
        }
    }

    /** Argument: the number of rounds. */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        String java = Options.of(new String[0]).java() + COMPILERS_STAY;
        try (LocalBroker broker = new LocalBroker(SideBySide.brokerSettings()).start();
                Running service = Running.service(broker.bootstrapServers(), java, Requests.USUAL, Map.of())) {
            List<String> lines = new Watching(service).run(rounds);
            Path table = Path.of("target", "bench-watchers.md");
            Files.write(table, lines);
            lines.forEach(System.out::println);
            System.out.println("In " + table);
        }
    }

    private List<String> run(int rounds) {
        warmUp();
        List<Round> without = new ArrayList<>();
        List<Round> with = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            // The machine's speed changes, so the two take turns at being first.
            if (round % 2 == 0) {
                without.add(measure(0));
                with.add(measure(WATCHERS));
            } else {
                with.add(measure(WATCHERS));
                without.add(measure(0));
            }
        }
        return Stream.of(
                        "| Pages | callbacks/s | p99 ms | CPU s per 10,000 | without the console's threads and Java's compilers"
                                + " | entries a page got of a callback |",
                        "|---|---|---|---|---|---|",
                        row(0, without),
                        row(WATCHERS, with))
                .toList();
    }

    /** Runs rounds until all code that callbacks and pages need is compiled. */
    private void warmUp() {
        for (int round = 0; round < MOST_WARM_UP; round++) {
            Round watched = measure(WATCHERS);
            Round alone = measure(0);
            if (Math.max(watched.compilers() / watched.cpu(), alone.compilers() / alone.cpu()) < COMPILING) {
                return;
            }
        }
        System.out.println("Java still compiles.");
    }

    private Round measure(int pages) {
        try (Pages open = new Pages(pages)) {
            LockSupport.parkNanos(REST.toNanos());
            long entries = open.entries();
            double cpu = Machine.cpu(service.pid());
            double console = Machine.cpu(service.pid(), CONSOLE);
            double compilers = Machine.compilersCpu(service.pid());
            Wrk.Result result = wrk.run(service.port(), CONNECTIONS, LENGTH, PAUSE);
            LockSupport.parkNanos(SETTLE.toNanos());
            double perTenThousand = 10_000.0 / result.ok();
            return new Round(
                    (Machine.cpu(service.pid()) - cpu) * perTenThousand,
                    (Machine.cpu(service.pid(), CONSOLE) - console) * perTenThousand,
                    (Machine.compilersCpu(service.pid()) - compilers) * perTenThousand,
                    result,
                    pages == 0 ? 0 : (open.entries() - entries) / (double) pages / result.ok());
        }
    }

    private static String row(int pages, List<Round> rounds) {
        return String.format(
                Locale.ROOT,
                "| %d | %,.0f | %.2f | %.3f | %.3f | %.2f |",
                pages,
                median(rounds, round -> round.result().perSecond()),
                median(rounds, round -> round.result().p99().toNanos() / 1e6),
                median(rounds, Round::cpu),
                median(rounds, Round::way),
                median(rounds, Round::seen));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        return Table.median(rounds.stream().mapToDouble(value).toArray());
    }

    /** Pages that watch. */
    private final class Pages implements AutoCloseable {
        private final List<Watcher> open = new ArrayList<>();

        Pages(int number) {
            for (int page = 0; page < number; page++) {
                open.add(new Watcher(client, service.managementPort()));
            }
        }

        long entries() {
            return open.stream().mapToLong(Watcher::entries).sum();
        }

        @Override
        public void close() {
            open.forEach(Watcher::close);
        }
    }
}
