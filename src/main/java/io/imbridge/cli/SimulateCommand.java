package io.imbridge.cli;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.simulate.Plan;
import io.imbridge.simulate.Report;
import io.imbridge.simulate.Scenario;
import io.imbridge.simulate.Simulation;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends callbacks as the vendor does, to a service that is named. */
@Command(
        name = "simulate",
        description = {
            "Sends callbacks as Tencent Cloud IM does, to the service that --target names, and says how it answered.",
            "Unless told otherwise: 1000 callbacks, 100 a second, from the lives of 50 communities."
        })
final class SimulateCommand implements Callable<Integer> {
    /** In the environment, so that the token is in no list of processes. */
    private static final String TOKEN = "SIMULATE_TOKEN";

    private static final long DEFAULT_NUMBER = 1000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    /** Which callbacks are sent. */
    enum Story {
        /** The lives of communities. */
        COMMUNITY,
        /** All commands of the catalogue in turn. */
        CATALOGUE
    }

    private final PrintWriter out;
    private final PrintWriter err;

    @Mixin
    private final Target target = new Target();

    @Option(names = "--app", paramLabel = "<SDKAppID>", description = "The app that calls. (${DEFAULT-VALUE})")
    private String app = "1400000000";

    @Option(
            names = "--token-file",
            paramLabel = "<file>",
            description = "Signs with the token on the first line of this file. Without it: with the token in " + TOKEN
                    + " of the environment, or not at all.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--rate",
            paramLabel = "<n>",
            description = "Callbacks a second; 0 for as fast as they are answered. (${DEFAULT-VALUE})")
    private double rate = 100;

    @Option(
            names = "--number",
            paramLabel = "<n>",
            description = "Ends after so many. (" + DEFAULT_NUMBER + ", or no limit with --duration)")
    private @Nullable Long number;

    @Option(
            names = "--duration",
            paramLabel = "<time>",
            converter = Time.class,
            description = "Ends after this time: 500ms, 30s, 10m.")
    private @Nullable Duration duration;

    @Option(
            names = "--connections",
            paramLabel = "<n>",
            description = "So many at most, each with one request at a time. (${DEFAULT-VALUE})")
    private int connections = 16;

    @Option(
            names = "--scenario",
            paramLabel = "<scenario>",
            description = "community: made, given topics, members, messages, new names, and destroyed."
                    + " catalogue: all commands in turn. (community)")
    private Story story = Story.COMMUNITY;

    @Option(names = "--command", paramLabel = "<command>", description = "Callbacks of this command alone.")
    private @Nullable String command;

    @Option(
            names = "--groups",
            paramLabel = "<n>",
            description = "So many groups, communities or accounts take turns. (${DEFAULT-VALUE})")
    private int groups = 50;

    SimulateCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return DurationConverter.parseDuration(text);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String mistake = mistake();
        if (mistake != null) {
            err.println(mistake);
            return ExitCode.USAGE;
        }
        long most = number != null ? number : duration == null ? DEFAULT_NUMBER : Long.MAX_VALUE;
        Plan plan = new Plan(target.uri(), connections, rate, most, duration);
        try (Simulation simulation = new Simulation(plan, scenario(), app, token())) {
            Report report = run(simulation);
            return report.isGood() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private Report run(Simulation simulation) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Thread atInterrupt = new Thread(() -> stop(simulation, told), "simulate-stop");
        Runtime.getRuntime().addShutdownHook(atInterrupt);
        Progress progress = Progress.of(out);
        Report report = simulation.run(progress.every(), progress::show);
        progress.end();
        report.lines().forEach(out::println);
        told.countDown();
        removeHook(atInterrupt);
        return report;
    }

    private static void stop(Simulation simulation, CountDownLatch told) {
        simulation.stop();
        try {
            boolean unused = told.await(LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException atOnce) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // It is running: Ctrl-C ended the simulation.
        }
    }

    private @Nullable String mistake() {
        if (target.mistake() != null) {
            return target.mistake();
        }
        if (rate < 0 || connections < 1 || groups < 1 || (number != null && number < 1)) {
            return "--rate cannot be less than 0, and --connections, --groups and --number not less than 1.";
        }
        if (command != null && !isKnown(command)) {
            return "The catalogue has no command " + command + ": the README lists them.";
        }
        return null;
    }

    private static boolean isKnown(String command) {
        return CallbackCommand.isWellFormed(command)
                && CommandCatalog.find(command).isKnown();
    }

    private Scenario scenario() {
        if (command != null) {
            return Simulation.repetition(List.of(CommandCatalog.find(command)), groups);
        }
        return story == Story.COMMUNITY
                ? Simulation.communities(groups)
                : Simulation.repetition(List.copyOf(CommandCatalog.all()), groups);
    }

    private @Nullable String token() throws IOException {
        if (tokenFile == null) {
            return System.getenv(TOKEN);
        }
        return Files.readAllLines(tokenFile).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElseThrow(() -> new IOException("There is no token in " + tokenFile + "."));
    }
}
