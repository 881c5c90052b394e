package io.imbridge.bench;

import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The packaged service, configured only to keep profiles, in a process of its own that can be killed and started again.
 */
final class Keeper implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final int port = FreePorts.next();
    private final Path directory;
    private final Path service;
    private final Map<String, String> environment;
    private @Nullable ChildProcess process;

    /**
     * Prepares a service; does not start it.
     *
     * @param directory its working directory; a new one
     * @param service the directory of the package
     * @param options the options for Java
     */
    Keeper(Path directory, Path service, String kafka, String options) {
        this.directory = directory;
        this.service = service;
        this.environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka,
                "BRIDGE_RECEIVE_ENABLED",
                "false",
                "BRIDGE_PROFILES_ENABLED",
                "true",
                "BRIDGE_PROFILES_ADVERTISED_URL",
                "http://127.0.0.1:" + port,
                "BRIDGE_PUBLISH_TOPIC_PREFIX",
                GroupEvents.PREFIX,
                "QUARKUS_MANAGEMENT_PORT",
                Integer.toString(port),
                "JDK_JAVA_OPTIONS",
                options);
    }

    /** Starts the service, and returns at once. */
    Keeper start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            Files.createDirectories(directory);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
        Path jar = service.resolve("quarkus-run.jar").toAbsolutePath();
        process = ChildProcess.start(
                List.of(java, "-jar", jar.toString()), environment, directory, directory.resolve("service.log"));
        return this;
    }

    private ChildProcess process() {
        if (process == null) {
            throw new IllegalStateException("Never started");
        }
        return process;
    }

    long pid() {
        return process().pid();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process().close();
    }

    /** The directory of its state. */
    Path state() {
        return directory.resolve("data/profiles");
    }

    boolean isRunning() {
        return metric("bridge_profiles_running") == 1;
    }

    /** The value of one of its metrics, summed over its labels; 0 while it does not respond. */
    double metric(String name) {
        if (!process().isRunning()) {
            throw new IllegalStateException(
                    "It ended. It printed:\n" + process().log());
        }
        try {
            return ask("/q/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** The version of a group's profile; empty if it returns none now. */
    String version(String groupId) {
        try {
            HttpResponse<String> answer = ask("/profiles/group?app=" + GroupEvents.APP + "&id="
                    + URLEncoder.encode(groupId, StandardCharsets.UTF_8));
            return answer.statusCode() == 200
                    ? answer.headers().firstValue("ETag").orElse("")
                    : "";
        } catch (IOException notYet) {
            return "";
        }
    }

    private HttpResponse<String> ask(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isRunning()) {
            process.close();
        }
    }
}
