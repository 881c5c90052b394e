package io.imbridge.bench;

import io.imbridge.dev.LocalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Measures the service over time and with growing amounts: a backlog, a soak, growth in each direction. */
public final class Endurance implements AutoCloseable {
    private static final String ROWS = "bridge_outbox_records";
    private static final int CONNECTIONS = 64;

    /** These make about 5,000 callbacks a second while a backlog drains, when answers take up to 100 ms. */
    private static final int MANY_CONNECTIONS = 1250;

    private static final Duration PAUSE = Duration.ofMillis(150);

    /** The number of records in an outbox at any moment while callbacks arrive. */
    private static final int USUALLY_THERE = 2000;

    private static final int STARTS = 5;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final LocalBroker broker = new LocalBroker(SideBySide.brokerSettings()).start();
    private final List<String> lines = new ArrayList<>();

    /** Arguments: what to measure, and how much of it. */
    public static void main(String[] arguments) throws IOException {
        try (Endurance endurance = new Endurance()) {
            switch (arguments[0]) {
                case "backlog" -> endurance.backlog(number(arguments, 1_000_000));
                case "soak" -> endurance.soak(number(arguments, 10));
                case "growth" -> endurance.growth(number(arguments, 1_000_000));
                case "start" -> endurance.start(arguments.length > 1 ? arguments[1] : "");
                default -> throw new IllegalArgumentException("backlog, soak, growth or start, not " + arguments[0]);
            }
            Path table = Path.of("target", "bench-" + arguments[0] + ".md");
            Files.write(table, endurance.lines);
            System.out.println("In " + table);
        }
    }

    private static int number(String[] arguments, int otherwise) {
        return arguments.length > 1 ? Integer.parseInt(arguments[1].replace("_", "")) : otherwise;
    }

    /** Measures the time from the start of a process to its first OK, and its memory then. */
    private void start(String serviceOptions) {
        try (Topics topics = new Topics(broker.bootstrapServers())) {
            topics.createLimit();
        }
        Map<Subject, List<Double>> seconds = new EnumMap<>(Subject.class);
        Map<Subject, List<Double>> memory = new EnumMap<>(Subject.class);
        for (int round = 0; round < STARTS; round++) {
            for (Subject subject : List.of(Subject.LIMIT, Subject.OUTBOX)) {
                String options = subject == Subject.LIMIT ? "" : serviceOptions;
                try (Running server = Running.start(subject, broker.bootstrapServers(), options)) {
                    seconds.computeIfAbsent(subject, unseen -> new ArrayList<>())
                            .add(server.firstOk().toNanos() / 1e9);
                    memory.computeIfAbsent(subject, unseen -> new ArrayList<>())
                            .add(server.idleMemory() / Machine.MEBI);
                }
            }
        }
        print("| Server | Java | first OK s, median of " + STARTS + " | idle RSS MB |");
        print("|---|---|---|---|");
        seconds.forEach((subject, all) -> print(String.format(
                Locale.ROOT,
                "| %s | %s %s | %.2f | %.0f |",
                subject.label(),
                System.getProperty("java.specification.version"),
                subject == Subject.LIMIT ? "" : serviceOptions,
                median(all),
                median(memory.get(subject)))));
    }

    private static double median(List<Double> values) {
        return Table.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Fills the outbox during an outage of Kafka, and then lets it drain: alone, and while callbacks arrive. */
    private void backlog(int size) {
        Wrk wrk = new Wrk(Requests.USUAL.write());
        print(
                "| Backlog | on disk MB | callbacks/s meanwhile | their p99 ms | drained in s | events/s | peak RSS MB |");
        print("|---|---|---|---|---|---|---|");
        for (Duration pause : new Duration[] {null, PAUSE}) {
            try (Running service = service("-Xmx256m", Requests.USUAL)) {
                broker.stop();
                fill(service, wrk, size);
                double rows = service.metric(ROWS);
                double bytes = service.metric("bridge_outbox_bytes");
                broker.start();
                while (service.metric(ROWS) >= rows && pause == null) {
                    LockSupport.parkNanos(LOOK.toNanos());
                }
                long began = System.nanoTime();
                CompletableFuture<Wrk.Result> meanwhile = pause == null
                        ? null
                        : CompletableFuture.supplyAsync(
                                () -> wrk.run(service.port(), MANY_CONNECTIONS, Duration.ofSeconds(20), pause));
                awaitEmpty(service, meanwhile == null ? 0 : USUALLY_THERE);
                double seconds = (System.nanoTime() - began) / 1e9;
                Wrk.Result came = meanwhile == null ? null : meanwhile.join();
                print(String.format(
                        Locale.ROOT,
                        "| %,.0f | %,.0f | %s | %s | %.1f | %,.0f | %.0f |",
                        rows,
                        bytes / Machine.MEBI,
                        came == null ? "0" : String.format(Locale.ROOT, "%,.0f", came.perSecond()),
                        came == null
                                ? ""
                                : String.format(Locale.ROOT, "%.1f", came.p99().toNanos() / 1e6),
                        seconds,
                        rows / seconds,
                        Machine.memory(service.pid(), true) / Machine.MEBI));
            }
        }
    }

    /** Sends half of what the service can do, for some minutes: nothing may grow. */
    private void soak(int minutes) {
        Wrk wrk = new Wrk(Requests.USUAL.write());
        try (Running service = service("-Xmx256m", Requests.USUAL)) {
            wrk.run(service.port(), CONNECTIONS, Duration.ofSeconds(20));
            double most =
                    wrk.run(service.port(), CONNECTIONS, Duration.ofSeconds(20)).perSecond();
            Duration pause = Duration.ofMillis(Math.max(1, Math.round(1000 * CONNECTIONS * 2 / most)));
            print("| Minute | callbacks/s | failed | p99 ms | CPU s per 10,000 | RSS MB | outbox MB |");
            print("|---|---|---|---|---|---|---|");
            for (int minute = 1; minute <= minutes; minute++) {
                double cpu = Machine.cpu(service.pid());
                Wrk.Result result = wrk.run(service.port(), CONNECTIONS, MINUTE, pause);
                print(String.format(
                        Locale.ROOT,
                        "| %d | %,.0f | %d | %.2f | %.3f | %.0f | %.1f |",
                        minute,
                        result.perSecond(),
                        result.failed(),
                        result.p99().toNanos() / 1e6,
                        (Machine.cpu(service.pid()) - cpu) * 10_000 / result.ok(),
                        Machine.memory(service.pid(), false) / Machine.MEBI,
                        service.metric("bridge_outbox_bytes") / Machine.MEBI));
            }
        }
    }

    /** The CPU time of a callback with a little of everything, and with much of one thing. */
    private void growth(int backlog) {
        String kafka = broker.bootstrapServers();
        Requests usual = Requests.USUAL;
        List<String> commands = Requests.commandsOfGroups();
        print(Growth.HEAD);
        try (Growth nothing = new Growth("10 groups, 1 app, 4 topics", kafka, new Requests(10, 1, usual.commands()));
                Growth groups = new Growth("100,000 groups", kafka, new Requests(100_000, 1, usual.commands()));
                Growth apps = new Growth("1,000 apps", kafka, new Requests(1000, 1000, usual.commands()));
                Growth topics = new Growth(commands.size() + " topics", kafka, new Requests(100, 1, commands))) {
            Growth.inTurn(List.of(nothing, groups, apps, topics)).forEach(this::print);
        }
        String much = String.format(Locale.ROOT, "Kafka unreachable, %,d records before that", backlog);
        try (Growth nothing = new Growth("Kafka unreachable, nothing in the outbox before that", kafka, usual);
                Growth behind = new Growth(much, kafka, usual)) {
            broker.stop();
            behind.fill(backlog);
            Growth.inTurn(List.of(nothing, behind)).forEach(this::print);
        }
    }

    private Running service(String options, Requests requests) {
        return Running.service(broker.bootstrapServers(), options, requests, Map.of());
    }

    /** Sends until the outbox has this many records, while Kafka is unreachable. */
    static void fill(Running service, Wrk wrk, int size) {
        while (service.metric(ROWS) < size) {
            wrk.run(service.port(), CONNECTIONS, Duration.ofSeconds(2));
        }
    }

    private static void awaitEmpty(Running service, int nearly) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (service.metric(ROWS) > nearly) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("Not drained within " + PATIENCE);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void print(String line) {
        System.out.println(line);
        lines.add(line);
    }

    @Override
    public void close() {
        broker.close();
    }
}
