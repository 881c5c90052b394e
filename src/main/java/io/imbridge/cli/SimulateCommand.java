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
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Sends callbacks to a given service, as the vendor does. */
@Command(
        name = "simulate",
        description = {
            "Send callbacks as Tencent Cloud IM does, and report how the service answered.",
            "Default: 1000 callbacks, 100 a second, from the lives of 50 communities."
        })
final class SimulateCommand implements Callable<Integer> {
    /** The variable of the environment with the token. So the token is in no list of processes. */
    private static final String TOKEN = "SIMULATE_TOKEN";

    private static final long DEFAULT_NUMBER = 1000;
    private static final int FIRST_JAVA_THAT_WARNS = 24;
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    /** Which callbacks to send. */
    enum Story {
        /** The life of communities. */
        COMMUNITY,
        /** All commands of the catalogue in turn. */
        CATALOGUE
    }

    private final PrintWriter out;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final Target target = new Target();

    @Option(names = "--app", paramLabel = "<SDKAppID>", description = "The app that calls. Default: ${DEFAULT-VALUE}.")
    private String app = "1400000000";

    @Option(
            names = "--token-file",
            paramLabel = "<file>",
            description = "Sign with the token on the first line of this file. Default: the environment variable "
                    + TOKEN + ", or no signature.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--rate",
            paramLabel = "<n>",
            description = "Callbacks a second; 0 for as fast as they are answered. Default: ${DEFAULT-VALUE}.")
    private double rate = 100;

    @Option(
            names = "--number",
            paramLabel = "<n>",
            description = "Stop after so many callbacks. Default: " + DEFAULT_NUMBER + ", or no limit with --duration.")
    private @Nullable Long number;

    @Option(
            names = "--duration",
            paramLabel = "<time>",
            converter = Time.class,
            description = "Stop after this time: 500ms, 30s, 10m.")
    private @Nullable Duration duration;

    @Option(
            names = "--connections",
            paramLabel = "<n>",
            description = "Connections, each with one request at a time. Default: ${DEFAULT-VALUE}.")
    private int connections = 16;

    @Option(
            names = "--scenario",
            paramLabel = "<scenario>",
            description = "community: groups that are created, change and are destroyed."
                    + " catalogue: all commands in turn. Default: community.")
    private Story story = Story.COMMUNITY;

    @Option(names = "--command", paramLabel = "<command>", description = "Send only this command.")
    private @Nullable String command;

    @Option(
            names = "--groups",
            paramLabel = "<n>",
            description = "Groups, communities or accounts that take turns. Default: ${DEFAULT-VALUE}.")
    private int groups = 50;

    SimulateCommand(PrintWriter out) {
        this.out = out;
    }

    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return DurationConverter.parseDuration(text);
            } catch (IllegalArgumentException none) {
                throw new TypeConversionException("'" + text + "' is not a time such as 500ms, 30s or 10m");
            }
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String mistake = mistake();
        if (mistake != null) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), mistake);
        }
        keepNettyQuiet();
        long most = number != null ? number : duration == null ? DEFAULT_NUMBER : Long.MAX_VALUE;
        Plan plan = new Plan(target.uri(), connections, rate, most, duration);
        try (Simulation simulation = new Simulation(plan, scenario(), app, token())) {
            Report report = run(simulation);
            return report.isGood() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /**
     * Newer versions of Java print a warning about Netty's usual access to memory. The other kind of access is fast
     * enough here.
     */
    private static void keepNettyQuiet() {
        if (Runtime.version().feature() >= FIRST_JAVA_THAT_WARNS) {
            System.setProperty("io.netty.noUnsafe", "true");
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
            // The simulation was running: Ctrl-C ended it.
        }
    }

    private @Nullable String mistake() {
        // This form of the comparison also refuses a rate that is not a number.
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            return "Invalid value for option '--rate': must be a number, 0 or more";
        }
        if (connections < 1 || groups < 1 || (number != null && number < 1)) {
            return "Invalid value for option '--connections', '--groups' or '--number': must be 1 or more";
        }
        if (command != null && !isKnown(command)) {
            return "Invalid value for option '--command': '" + command + "' is not in the catalogue, docs/topics.md";
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
