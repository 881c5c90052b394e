package io.imbridge.faults;

import static io.imbridge.faults.CrowdedService.genuine;
import static io.imbridge.faults.CrowdedService.note;
import static io.imbridge.testkit.Http.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * More callers than the packaged service can serve, with 128 MB of heap. {@code -Doverload.callbacks=500000} makes it
 * long, {@code -Doverload.connections} wide, and {@code -Doverload.large} is the number of callbacks with a body of
 * nearly 1 MiB.
 */
@ResourceLock(FaultRig.CORES)
class OverloadIT {
    private static final int CALLBACKS = Integer.getInteger("overload.callbacks", 20_000);
    private static final int CONNECTIONS = Integer.getInteger("overload.connections", 2000);
    private static final int LARGE_BODIES = Integer.getInteger("overload.large", 200);
    private static final int PLACES = 2;

    /** The permitted growth in KiB in the second half: the compiler needs memory for its work and for its results. */
    private static final int GROWTH = 32 * 1024;

    private static final Duration CPU_OF_A_REFUSAL = Duration.ofNanos(500_000);

    private static CrowdedService service;

    @BeforeAll
    static void start() {
        Map<String, String> narrow = Map.of(
                "BRIDGE_RECEIVE_MAX_IN_FLIGHT", Integer.toString(PLACES),
                "BRIDGE_RECEIVE_MAX_IN_FLIGHT_BYTES", "1M",
                "BRIDGE_RECEIVE_READ_TIMEOUT", "120s");
        service = new CrowdedService("overload", narrow);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    @SuppressWarnings("try") // The socket need only be there.
    void bodies_beyond_the_bytes_that_may_be_in_flight_are_refused_until_there_is_room() throws IOException {
        try (Socket socket = begin(1_000_000, "{" + " ".repeat(900_000))) {
            // Otherwise the other body could come first, and this one would be refused.
            Awaitility.await().until(() -> service.metric("bridge_in_flight_bytes") > 900_000);
            Awaitility.await().until(() -> status(200_000) == 429);
            assertThat(status(1000)).isEqualTo(200);
        }
        Awaitility.await().until(() -> status(200_000) == 200);
    }

    private static int status(int length) {
        Crowd.Callback callback = genuine(0, "\"" + "n".repeat(length) + "\"");
        return post(service.port(), callback.query(), callback.body()).statusCode();
    }

    /** Sends the beginning of a callback on a connection of its own. */
    private static Socket begin(int length, String beginning) throws IOException {
        Socket socket = new Socket("127.0.0.1", service.port());
        String head = " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write(("POST /?" + genuine(0).query() + head + beginning).getBytes(UTF_8));
        return socket;
    }

    @Test
    void beyond_its_bounds_it_says_when_to_come_back_and_what_it_took_arrives() throws IOException {
        try (Crowd crowd = new Crowd(service.port(), CONNECTIONS)) {
            assertThat(cpuOfRefusal()).isLessThan(CPU_OF_A_REFUSAL);

            crowd.send(0, CALLBACKS / 2, CrowdedService::genuine);
            long before = service.residentKilobytes();
            crowd.send(CALLBACKS / 2, CALLBACKS - CALLBACKS / 2, CrowdedService::genuine);
            long after = service.residentKilobytes();

            note("overload, " + CONNECTIONS + " connections", crowd.answers());
            note("resident after half of it, at the end", before / 1024 + " MB, " + after / 1024 + " MB");
            assertThat(crowd.answers()).containsKeys(200, 429).doesNotContainKey(500);
            assertThat(crowd.answers().getOrDefault(0, 0L))
                    .as("connections lost")
                    .isLessThan(CONNECTIONS / 20);
            assertThat(crowd.withoutRetryAfter()).isZero();
            assertThat(after - before).isLessThan(GROWTH);
            assertThat(service.arrived()).containsAll(crowd.ok());
            assertThat(service.log()).doesNotContain("OutOfMemory");
            assertThat(service.errors())
                    .allMatch(line -> line.contains("Callbacks are being refused reason=too-many-in-flight "));
        }
    }

    /** Measures the CPU time of a refusal while all places are taken; the service is warm then. */
    private static Duration cpuOfRefusal() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try (Crowd crowd = new Crowd(service.port(), 50)) {
            for (int place = 0; place < PLACES; place++) {
                slow.add(begin(2, "{"));
            }
            // Wait until the last of them has its place.
            Awaitility.await().until(() -> status(1) == 429);
            crowd.send(0, CALLBACKS / 2, CrowdedService::genuine);
            Duration start = service.cpu();
            crowd.send(0, CALLBACKS, CrowdedService::genuine);
            Duration refusal = service.cpu().minus(start).dividedBy(CALLBACKS);

            assertThat(crowd.answers()).containsOnlyKeys(429);
            note("CPU of an answer 429", refusal.toNanos() / 1000 + " µs");
            return refusal;
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void bodies_that_would_not_fit_into_memory_together_are_taken_as_far_as_they_do() throws IOException {
        String text = "\"" + "n".repeat(1_000_000) + "\"";
        // Each of these takes thirty times its length in memory when it is read.
        String fields = IntStream.range(0, 80_000)
                .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        // The machine may be busy with other work.
        try (CrowdedService usual = new CrowdedService("large", Map.of("BRIDGE_RECEIVE_READ_TIMEOUT", "120s"));
                Crowd crowd = new Crowd(usual.port(), 100)) {
            crowd.send(0, LARGE_BODIES, number -> genuine(number, number % 10 == 0 ? fields : text));

            note(LARGE_BODIES + " bodies of 1 MB, 100 connections", crowd.answers());
            note("resident", usual.residentKilobytes() / 1024 + " MB");
            assertThat(crowd.answers()).containsKeys(200, 429);
            assertThat(crowd.answers().keySet()).isSubsetOf(200, 429, 503);
            assertThat(crowd.withoutRetryAfter()).isZero();
            assertThat(usual.arrived()).containsAll(crowd.ok());
            assertThat(usual.log()).doesNotContain("OutOfMemory", "Exception");
        }
    }
}
