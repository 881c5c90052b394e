package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Http;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests whose heads arrive in pieces. Only the package limits their time: in dev mode and in its tests, Netty
 * cannot find the code that does it.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
@ResourceLock(Usage.CORES)
class SlowHeadIT {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(1);
    private static final String REQUEST =
            "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 15\r\n\r\n{\"GroupId\":\"g\"}";
    private static final String OK = "\"ErrorCode\":0}";

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = new ServiceProcess(
                        "slow-heads",
                        Map.of(
                                "BRIDGE_VERIFY_APP_IDS",
                                APP,
                                "BRIDGE_RECEIVE_READ_TIMEOUT",
                                READ_TIMEOUT.toSeconds() + "s",
                                "KAFKA_BOOTSTRAP_SERVERS",
                                "localhost:1"))
                .start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P", "POST / HTTP/1.1\r\nHost: x\r\nX: "})
    void a_head_that_drips_in_is_refused_when_its_time_is_over(String start) throws IOException, InterruptedException {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            drip(socket, start);

            assertThat(rest(socket))
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("\r\nX-Request-Id: ", "\r\nConnection: close\r\n")
                    .endsWith("\"ErrorCode\":10110}");
        }
        assertThat(metrics()).containsPattern("bridge_refusals_total\\{[^}]*head-too-slow[^}]*} [1-9]");
    }

    @Test
    void so_is_one_behind_an_answered_request() throws IOException, InterruptedException {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            write(socket, REQUEST);
            readAnswer(socket);
            drip(socket, "POST");

            assertThat(rest(socket)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void one_that_comes_in_pieces_within_its_time_is_taken() throws IOException, InterruptedException {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            for (int time = 0; time < 3; time++) {
                write(socket, REQUEST.substring(0, 20));
                Thread.sleep(READ_TIMEOUT.toMillis() / 2);
                write(socket, REQUEST.substring(20));

                assertThat(readAnswer(socket)).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void a_connection_without_a_request_may_stay_for_longer() throws IOException, InterruptedException {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            write(socket, REQUEST);
            readAnswer(socket);
            Thread.sleep(2 * READ_TIMEOUT.toMillis());
            write(socket, REQUEST);

            assertThat(readAnswer(socket)).startsWith("HTTP/1.1 200 ");
            // The slow connection, and the one that asks for the metrics.
            assertThat(metrics()).containsPattern("bridge_connections [2-9]");
        }
    }

    private static void drip(Socket socket, String start) throws IOException, InterruptedException {
        write(socket, start);
        for (int drop = 0; drop < 8; drop++) {
            Thread.sleep(READ_TIMEOUT.toMillis() / 10);
            write(socket, "x");
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String readAnswer(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf(OK) < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("answer so far: " + answer).isNotNegative();
            answer.append((char) next);
        }
        return answer.toString();
    }

    private static String rest(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    private static String metrics() {
        return Http.get(service.managementPort(), "/q/metrics").body();
    }
}
