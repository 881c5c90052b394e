package io.imbridge.bench;

import io.imbridge.bench.Wrk.Result;
import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Makes the table of {@code bench/run}: all subjects in turn, in several rounds, against one real broker. */
public final class SideBySide {
    private static final Path TABLE = Path.of("target", "bench.md");
    private static final Duration SLICE = Duration.ofSeconds(3);
    private static final int MAX_SLICES = 30;
    private static final double STEADY = 0.04;

    /** The share of a server's CPU time that its compilers take when the server is warm. */
    private static final double COMPILING = 0.02;

    private static final int MAX_TRIES = 4;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** The share of the machine that other processes may take in a round that counts. */
    private static final double MAX_FOREIGN = 0.05;

    private final Options options;
    private final LocalBroker broker;
    private final Topics topics;
    private final Wrk wrk = new Wrk(Requests.USUAL.write());

    private SideBySide(Options options, LocalBroker broker, Topics topics) {
        this.options = options;
        this.broker = broker;
        this.topics = topics;
    }

    public static void main(String[] arguments) throws IOException {
        Options options = Options.of(arguments);
        try (LocalBroker broker = new LocalBroker(brokerSettings()).start();
                Topics topics = new Topics(broker.bootstrapServers())) {
            topics.createLimit();
            String table = new SideBySide(options, broker, topics).run();
            Files.writeString(TABLE, table);
            System.out.println("\n" + table + "\nIn " + TABLE);
        }
    }

    /** Settings for a broker that keeps only little data, because all share the disk. */
    static BrokerSettings brokerSettings() {
        return BrokerSettings.defaults()
                .withProperty("log.retention.bytes", "67108864")
                .withProperty("log.retention.check.interval.ms", "5000")
                .withLog(Path.of("target", "bench-broker.log"));
    }

    private String run() {
        Map<Subject, Running> servers = new EnumMap<>(Subject.class);
        Map<Subject, Long> idle = new EnumMap<>(Subject.class);
        try {
            for (Subject subject : options.subjects()) {
                System.out.println("Starting " + subject.label());
                Running server = Running.start(subject, broker.bootstrapServers(), options.java());
                servers.put(subject, server);
                idle.put(subject, server.idleMemory());
            }
            servers.forEach(this::warmUp);
            List<List<Measurement>> rounds = new ArrayList<>();
            for (int round = 1; round <= options.rounds(); round++) {
                rounds.add(round(round, servers, idle));
            }
            return new Table(rounds).markdown();
        } finally {
            servers.values().forEach(Running::close);
        }
    }

    /**
     * Measures all subjects in turn, at each number of connections, because the machine's speed changes from minute to
     * minute.
     */
    private List<Measurement> round(int round, Map<Subject, Running> servers, Map<Subject, Long> idle) {
        System.out.println("Round " + round + " of " + options.rounds());
        List<Measurement> measured = new ArrayList<>();
        for (int connections : options.connections()) {
            for (Subject subject : options.subjects()) {
                measured.add(undisturbed(subject, servers.get(subject), connections, idle.get(subject)));
            }
        }
        return measured;
    }

    /** Sends until the CPU time of a request no longer changes and Java compiles almost nothing any more. */
    private void warmUp(Subject subject, Running server) {
        double before = Double.MAX_VALUE;
        for (int slice = 1; slice <= MAX_SLICES; slice++) {
            double cpu = Machine.cpu(server.pid());
            double compiling = Machine.compilersCpu(server.pid());
            Result result = wrk.run(server.port(), 64, SLICE);
            double used = Machine.cpu(server.pid()) - cpu;
            double each = used / result.ok();
            double compiled = (Machine.compilersCpu(server.pid()) - compiling) / used;
            boolean steady = Math.abs(each - before) < STEADY * before && compiled < COMPILING;
            if (steady || slice == MAX_SLICES) {
                System.out.printf(
                        "Warm after %d s, %.0f %% of it compiling at last: %s%n",
                        slice * SLICE.toSeconds(), compiled * 100, subject.label());
                return;
            }
            before = each;
        }
    }

    private Measurement undisturbed(Subject subject, Running server, int connections, long idle) {
        for (int go = 0; go < MAX_TRIES; go++) {
            awaitSettled();
            double busy = Machine.busy();
            double known = Machine.ownCpu() + Machine.cpu(server.pid()) + Machine.cpu(broker.pid());
            long began = System.nanoTime();
            Measurement measurement = once(subject, server, connections, idle);
            double length = (System.nanoTime() - began) / 1e9;
            double knownNow = Machine.ownCpu() + Machine.cpu(server.pid()) + Machine.cpu(broker.pid());
            double foreign = (Machine.busy() - busy - (knownNow - known)) / (length * CORES);
            System.out.printf(
                    "  %3d connections: %,.0f/s, CPU %.3f s per 10,000, p99 %.2f ms, others took %.1f %% of the machine: %s%n",
                    connections,
                    measurement.result().perSecond(),
                    measurement.serverCpu(),
                    measurement.result().p99().toNanos() / 1e6,
                    foreign * 100,
                    subject.label());
            if (foreign < MAX_FOREIGN || options.noise()) {
                return measurement;
            }
            System.out.println("  does not count");
        }
        throw new IllegalStateException("Others took the machine " + MAX_TRIES + " times. Try later, or --noise");
    }

    private Measurement once(Subject subject, Running server, int connections, long idle) {
        long records = topics.records();
        double cpu = Machine.cpu(server.pid());
        double brokerCpu = Machine.cpu(broker.pid());
        Result result = wrk.run(server.port(), connections, options.length());
        awaitSettled();
        double perTenThousand = 10_000.0 / result.ok();
        Measurement measurement = new Measurement(
                subject,
                connections,
                result,
                (Machine.cpu(server.pid()) - cpu) * perTenThousand,
                (Machine.cpu(broker.pid()) - brokerCpu) * perTenThousand,
                Machine.memory(server.pid(), false),
                server.firstOk(),
                idle);
        check(subject, result, connections, topics.records() - records);
        return measurement;
    }

    /** wrk ends without waiting for the answers to its last requests, whose records may be in Kafka too. */
    private static void check(Subject subject, Result result, int connections, long records) {
        if (result.failed() > 0) {
            throw new IllegalStateException(result.failed() + " requests failed");
        }
        if (subject.publishes() && (records < result.ok() || records > result.ok() + connections)) {
            throw new IllegalStateException(
                    result.ok() + " were answered OK, and " + records + " records are in Kafka: not measured");
        }
    }

    /** Waits until Kafka receives nothing more: the service may still publish callbacks that it has answered. */
    private void awaitSettled() {
        long records = -1;
        for (int look = 0; look < 300 && records != topics.records(); look++) {
            records = topics.records();
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }
}
