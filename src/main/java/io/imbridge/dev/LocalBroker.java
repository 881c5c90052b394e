package io.imbridge.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker for the developer's machine, in a process of its own; never in production.
 *
 * <p>It can be stopped, killed and started again, and is then at the same address with the same data. It ends with this
 * JVM, however this JVM ends. Only one thread at a time may use it.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final BrokerSettings settings;
    private final boolean temporary;
    private final BrokerFiles files;
    private final int port;
    private final Path log;
    private final Thread atExit = new Thread(this::leaveNothing, "local-broker-exit");
    private volatile @Nullable Process process;

    public LocalBroker(BrokerSettings settings) {
        this.settings = settings;
        Path directory = settings.directory();
        this.temporary = directory == null;
        this.files = new BrokerFiles(directory == null ? temporaryDirectory() : directory);
        this.port = settings.port() == 0 ? Ports.free() : settings.port();
        Path elsewhere = settings.log();
        this.log = elsewhere == null ? files.log() : elsewhere;
        // The thread also keeps this object reachable while the JVM lives, and with it the pipe on which the process
        // depends.
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts the broker and returns when it responds.
     *
     * @throws IllegalStateException when it is running already, or when it ends or does not respond within a
     *     minute; in the last two cases the message quotes its log
     */
    public LocalBroker start() {
        if (isRunning()) {
            throw new IllegalStateException("The Kafka broker on " + bootstrapServers() + " runs already");
        }
        boolean answers = false;
        try {
            BrokerLog fromNow = BrokerLog.fromNow(log);
            Process started = launch();
            process = started;
            awaitAnswer(started, fromNow);
            answers = true;
            return this;
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the Kafka broker started", interrupted);
        } finally {
            if (!answers) {
                kill();
            }
        }
    }

    /** Stops the broker in an orderly way; kills it if that takes longer than half a minute. */
    public void stop() {
        end(Process::destroy);
    }

    /** Ends the broker at once, as a crash would. */
    public void kill() {
        end(Process::destroyForcibly);
    }

    public boolean isRunning() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /** The value for {@code bootstrap.servers}. It is the same for all starts, and known before the first. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** The process id of the last start. */
    public long pid() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException("Never started");
        }
        return current.pid();
    }

    /** The file with the broker's output of all its starts. */
    public Path log() {
        return log;
    }

    /** Kills the broker permanently, and deletes its directory if that is a temporary one. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        kill();
        leaveNothing();
    }

    private Process launch() throws IOException {
        files.write(BrokerProperties.of(port, Ports.free(), files.data(), settings.properties()));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx350m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                settings.classPath(),
                BrokerProcess.class.getName(),
                files.directory().toString());
        builder.redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(log.toFile()));
        return builder.start();
    }

    private void awaitAnswer(Process started, BrokerLog fromNow) throws InterruptedException {
        long begin = System.nanoTime();
        while (!BrokerProbe.answers(port)) {
            if (started.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure("ended with exit code " + started.exitValue(), fromNow);
            }
            if (System.nanoTime() - begin > START.toNanos()) {
                throw failure("did not answer within " + START.toSeconds() + " s", fromNow);
            }
        }
    }

    private void end(Consumer<Process> way) {
        Process current = process;
        if (current == null) {
            return;
        }
        way.accept(current);
        try {
            if (!current.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                current.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            current.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A broker with a directory of its own keeps running: it may have clients until the JVM ends, and then it ends too.
     */
    private void leaveNothing() {
        if (temporary) {
            kill();
            files.delete();
        }
    }

    private IllegalStateException failure(String what, BrokerLog said) {
        return new IllegalStateException("The Kafka broker on " + bootstrapServers() + " " + what + ". From " + log
                + ":" + System.lineSeparator() + said.excerpt());
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("local-broker-");
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }
}
