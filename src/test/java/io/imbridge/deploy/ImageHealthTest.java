package io.imbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.sun.net.httpserver.HttpServer;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.FreePorts;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with which Docker checks the health of a container. */
class ImageHealthTest {
    private static final Path DOCKERFILE = Path.of("src", "main", "docker", "Dockerfile");
    private static final Pattern HEALTHCHECK = Pattern.compile("^HEALTHCHECK .*? CMD (\\[.*])$", Pattern.MULTILINE);

    private final List<HttpServer> servers = new ArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void a_service_that_is_ready_is_healthy_and_one_that_is_not_is_not_at_the_port_that_is_configured()
            throws IOException {
        assertThat(exitCode(answering(200))).isZero();
        assertThat(exitCode(answering(503))).isPositive();
        assertThat(exitCode(FreePorts.next())).isPositive();
    }

    @Test
    void the_port_that_is_asked_otherwise_is_the_services_own() throws IOException {
        assertThat(healthcheck().get(2)).contains("/dev/tcp/127.0.0.1/${QUARKUS_MANAGEMENT_PORT:-9000} ");
    }

    private int exitCode(int port) throws IOException {
        Path log = directory.resolve("health.log");
        Map<String, String> environment = Map.of("QUARKUS_MANAGEMENT_PORT", Integer.toString(port));
        try (ChildProcess check = ChildProcess.start(healthcheck(), environment, directory, log)) {
            return check.awaitExit(Duration.ofSeconds(10));
        }
    }

    private int answering(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return server.getAddress().getPort();
    }

    private static List<String> healthcheck() throws IOException {
        Matcher line = HEALTHCHECK.matcher(Files.readString(DOCKERFILE).replace("\\\n", ""));
        assertThat(line.find()).isTrue();
        return GoldenCallback.JSON.readValue(line.group(1), new TypeReference<>() {});
    }
}
