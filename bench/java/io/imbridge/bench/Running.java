package io.imbridge.bench;

import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.FreePorts;
import io.imbridge.testkit.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A server that is measured, in a process of its own. */
final class Running implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final AutoCloseable process;
    private final long pid;
    private final int port;
    private final Duration firstOk;

    private Running(AutoCloseable process, long pid, int port, long started) {
        this.process = process;
        this.pid = pid;
        this.port = port;
        this.firstOk = awaitOk(started);
    }

    /**
     * Starts a server and returns when it has answered OK once.
     *
     * @param kafka the broker's address
     * @param options the options for Java, which are the same for all compared programs
     */
    static Running start(Subject subject, String kafka, String options) {
        return switch (subject) {
            case LIMIT -> bare(LimitServer.class, options, kafka);
            case HTTP -> bare(LimitServer.class, options);
            case DURABLE_LIMIT -> bare(DurableLimitServer.class, options, kafka, newDirectory());
            case OUTBOX -> service(kafka, options, Requests.USUAL, Map.of());
            case NO_OUTBOX -> service(kafka, options, Requests.USUAL, Map.of("BRIDGE_OUTBOX_ENABLED", "false"));
        };
    }

    /** Starts the packaged service, configured to accept those requests, with further configuration. */
    static Running service(String kafka, String options, Requests requests, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(requests.configuration());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        environment.put("JDK_JAVA_OPTIONS", options);
        environment.putAll(more);
        ServiceProcess process = new ServiceProcess("bench", environment);
        long started = System.nanoTime();
        process.start();
        return new Running(process, process.pid(), process.port(), started);
    }

    private static String newDirectory() {
        Path directory = Path.of("target", "bench-durable").toAbsolutePath();
        Disk.delete(directory);
        return directory.toString();
    }

    private static Running bare(Class<?> server, String options, String... more) {
        int port = FreePorts.next();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                server.getName(),
                Integer.toString(port)));
        command.addAll(List.of(more));
        Path directory = Path.of("").toAbsolutePath();
        long started = System.nanoTime();
        ChildProcess process = ChildProcess.start(
                command, Map.of("JDK_JAVA_OPTIONS", options), directory, directory.resolve("target/bench-bare.log"));
        return new Running(process, process.pid(), port, started);
    }

    long pid() {
        return pid;
    }

    int port() {
        return port;
    }

    /** The service's port for health, metrics and the console. */
    int managementPort() {
        return ((ServiceProcess) process).managementPort();
    }

    /** The time from the start of the process to its first OK. */
    Duration firstOk() {
        return firstOk;
    }

    /** The resident memory in bytes, after ten seconds without a request. */
    long idleMemory() {
        LockSupport.parkNanos(QUIET.toNanos());
        return Machine.memory(pid, false);
    }

    /** The directory of the service's files and its log. */
    Path directory() {
        return ((ServiceProcess) process).directory();
    }

    /** The value of one of the service's metrics, summed over its labels. */
    double metric(String name) {
        URI metrics = URI.create("http://127.0.0.1:" + managementPort() + "/q/metrics");
        try {
            HttpRequest request = HttpRequest.newBuilder(metrics).build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException unable) {
            throw new IllegalStateException("No metrics", unable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Duration awaitOk(long started) {
        List<String> one = Requests.USUAL.one();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + one.get(0)))
                .POST(BodyPublishers.ofString(one.get(1)))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        while (System.nanoTime() - started < PATIENCE.toNanos()) {
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return Duration.ofNanos(System.nanoTime() - started);
                }
            } catch (IOException notYet) {
                LockSupport.parkNanos(LOOK.toNanos());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
        throw new IllegalStateException("No OK within " + PATIENCE);
    }

    @Override
    public void close() {
        try {
            process.close();
            if (process instanceof ServiceProcess) {
                deleteOutbox();
            }
        } catch (Exception unable) {
            throw new IllegalStateException(unable);
        }
    }

    private void deleteOutbox() {
        Disk.delete(directory().resolve("data/outbox"));
    }
}
