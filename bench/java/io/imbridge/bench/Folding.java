package io.imbridge.bench;

import io.imbridge.testkit.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures how profiles are made of many events, by one instance and by two, and how they are restored after
 * {@code kill -9}.
 */
public final class Folding implements AutoCloseable {
    private static final Path TARGET = Path.of("target");
    private static final String OPTIONS = "-Xmx256m";
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int SAMPLES = 200;

    /** The largest space of an event on disk: the event itself, its copy for its group, its state, and its profile. */
    private static final long BYTES_PER_EVENT = 5_000;

    /** At least this many events a second must be folded; otherwise the measurement is given up. */
    private static final long SLOWEST = 1_000;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final GroupEvents events;
    private final ProfileBroker broker = new ProfileBroker(TARGET);
    private final List<String> folds = new ArrayList<>(List.of(
            "| Instances | groups × events | folded in s | events/s | CPU s per 10,000 | broker's | peak RSS MB"
                    + " | state MB | changelogs MB | repartition MB | published MB |",
            "|" + "---|".repeat(11)));
    private final List<String> returns =
            new ArrayList<>(List.of("| Instances | what was killed | back after s |", "|---|---|---|"));

    Folding(GroupEvents events) {
        this.events = events;
    }

    /**
     * Arguments: the number of groups, the number of events of each, and the numbers of instances to measure in turn.
     */
    public static void main(String[] arguments) throws IOException {
        GroupEvents events = new GroupEvents(number(arguments, 1, 100_000), number(arguments, 2, 10));
        List<String> instances = List.of((arguments.length > 3 ? arguments[3] : "1,2").split(","));
        long room = TARGET.toFile().getUsableSpace();
        if (room < events.count() * BYTES_PER_EVENT) {
            throw new IllegalStateException("The disk has room for " + room / BYTES_PER_EVENT + " events only");
        }
        try (Folding folding = new Folding(events)) {
            folding.write();
            for (String count : instances) {
                folding.measure(Integer.parseInt(count));
            }
            folding.folds.add("");
            folding.folds.addAll(folding.returns);
            Path table = TARGET.resolve("bench-profiles.md");
            Files.write(table, folding.folds);
            folding.folds.forEach(System.out::println);
            System.out.println("In " + table);
        }
    }

    private static int number(String[] arguments, int at, int otherwise) {
        return arguments.length > at ? Integer.parseInt(arguments[at].replace("_", "")) : otherwise;
    }

    private void write() {
        long began = System.nanoTime();
        events.write(broker.address());
        long bytes = GroupEvents.topics().stream().mapToLong(broker::bytes).sum();
        say("%,d events written in %.0f s, %.0f MB", events.count(), since(began), bytes / Machine.MEBI);
    }

    private void measure(int count) throws IOException {
        Path directory = Files.createTempDirectory(TARGET, "bench-profiles-");
        List<Keeper> keepers = IntStream.range(0, count)
                .mapToObj(each ->
                        new Keeper(directory.resolve("" + each), ServiceProcess.PACKAGE, broker.address(), OPTIONS))
                .toList();
        try {
            fold(keepers);
            comeBack(keepers);
        } finally {
            keepers.forEach(Keeper::close);
            broker.forgetProfiles();
            Disk.delete(directory);
        }
    }

    private void fold(List<Keeper> keepers) {
        double brokerCpu = broker.cpu();
        long began = System.nanoTime();
        keepers.forEach(Keeper::start);
        awaitFolded(keepers);
        double seconds = since(began);
        // Wait before the row is written, because the last events may not be committed yet.
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        double perTenThousand = 10_000.0 / events.count();
        folds.add(String.join(
                " | ",
                "| " + keepers.size(),
                number("%,.0f", events.groups()) + " × " + events.changes(),
                number("%.0f", seconds),
                number("%,.0f", events.count() / seconds),
                number("%.2f", sum(keepers, keeper -> Machine.cpu(keeper.pid())) * perTenThousand),
                number("%.2f", (broker.cpu() - brokerCpu) * perTenThousand),
                each(keepers, keeper -> Machine.memory(keeper.pid(), true)),
                each(keepers, keeper -> Disk.bytes(keeper.state())),
                megabytes(broker.bytes("-changelog")),
                megabytes(broker.bytes("-repartition")),
                megabytes(broker.bytes("profile\\.groups")) + " |"));
        say("%s", folds.get(folds.size() - 1));
    }

    private void awaitFolded(List<Keeper> keepers) {
        Duration patience = PATIENCE.plusSeconds(events.count() / SLOWEST);
        await(patience, () -> sum(keepers, keeper -> keeper.metric("bridge_profiles_events_total")) >= events.count());
        await(PATIENCE, () -> sum(keepers, keeper -> keeper.metric("bridge_profiles_lag")) == 0);
        double lost = sum(keepers, keeper -> keeper.metric("bridge_profiles_failures_total"));
        if (lost > 0) {
            throw new IllegalStateException("The fold failed meanwhile: not measured");
        }
    }

    /** All questions go to the last keeper, which is the one that is killed. */
    private void comeBack(List<Keeper> keepers) {
        Keeper killed = keepers.get(keepers.size() - 1);
        Map<String, String> versions = versions(killed);
        if (versions.containsValue("")) {
            throw new IllegalStateException("Not all groups have a profile");
        }
        killed.kill();
        back(keepers.size(), "with its directory", killed, versions);
        killed.kill();
        Disk.delete(killed.state());
        back(keepers.size(), "without its directory", killed, versions);
    }

    private void back(int count, String how, Keeper keeper, Map<String, String> versions) {
        long began = System.nanoTime();
        keeper.start();
        await(
                PATIENCE.plusSeconds(events.count() / SLOWEST),
                () -> keeper.isRunning() && versions(keeper).equals(versions));
        returns.add("| " + count + " | one, " + how + " | " + number("%.1f", since(began)) + " |");
        say("%s", returns.get(returns.size() - 1));
    }

    /** The versions of groups spread over all, whichever instance keeps them. */
    private Map<String, String> versions(Keeper keeper) {
        int step = Math.max(1, events.groups() / SAMPLES);
        return IntStream.range(0, Math.min(SAMPLES, events.groups()))
                .mapToObj(sample -> GroupEvents.groupId(sample * step))
                .collect(Collectors.toMap(id -> id, keeper::version, (one, other) -> one, TreeMap::new));
    }

    private static void await(Duration patience, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > patience.toNanos()) {
                throw new IllegalStateException("Not within " + patience);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static double sum(List<Keeper> keepers, ToDoubleFunction<Keeper> value) {
        return keepers.stream().mapToDouble(value).sum();
    }

    private static String each(List<Keeper> keepers, ToDoubleFunction<Keeper> bytes) {
        return keepers.stream()
                .map(keeper -> megabytes(bytes.applyAsDouble(keeper)))
                .collect(Collectors.joining(" + "));
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static String megabytes(double bytes) {
        return number("%,.0f", bytes / Machine.MEBI);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    @Override
    public void close() {
        broker.close();
    }
}
