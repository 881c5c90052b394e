package io.imbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process that a test starts. Its environment has no configuration except the given variables, and its output goes to
 * a file.
 *
 * <p>Its standard input stays open and empty while it lives. It ends on {@link #close}, or at the latest with an
 * orderly end of this JVM, together with the processes that it started. For one thread at a time.
 */
public final class ChildProcess implements AutoCloseable {
    /** Variables in the tests' environment that would configure the service, Kafka's clients or OpenTelemetry. */
    private static final Pattern CONFIGURATION =
            Pattern.compile("(_\\w+_)?(bridge|kafka|otel|quarkus|mp|smallrye)[._].*", Pattern.CASE_INSENSITIVE);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;
    private final long begin;
    private final Thread atExit = new Thread(this::killAll, "child-process-exit");

    private ChildProcess(Process process, Path log, long begin) {
        this.process = process;
        this.log = log;
        this.begin = begin;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a process.
     *
     * @param environment the variables to add to this JVM's own environment, from which all configuration was
     *     removed
     * @param directory the working directory
     * @param log the file to which its output is appended
     */
    public static ChildProcess start(List<String> command, Map<String, String> environment, Path directory, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> CONFIGURATION.matcher(name).matches());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        try {
            long begin = Files.exists(log) ? Files.size(log) : 0;
            return new ChildProcess(builder.start(), log, begin);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** The process and all its running descendants, the process first. */
    public List<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** Its output so far. */
    public String log() {
        try {
            byte[] whole = Files.readAllBytes(log);
            return new String(whole, (int) begin, whole.length - (int) begin, UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Asks only this process to end, as {@code kill} does; returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** Ends only this process at once, as {@code kill -9} does, and returns when it has ended. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(PATIENCE);
    }

    /**
     * Waits until the process ends.
     *
     * @return the exit code; 128 plus the signal's number if a signal ended it
     * @throws IllegalStateException with its log, when it still runs after {@code patience}
     */
    public int awaitExit(Duration patience) {
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + this + " ended", interrupted);
        }
        throw new IllegalStateException(this + " still runs after " + patience + ". It printed:\n" + log());
    }

    /** Ends the process and its descendants at once. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        killAll();
        awaitExit(PATIENCE);
    }

    private void killAll() {
        // End the parent first, so that it starts no more children. After its end its children would be unknown.
        all().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public String toString() {
        return "Process " + process.pid() + " (log " + log + ")";
    }
}
