package io.imbridge;

import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.SIGNED_APP;
import static io.imbridge.testkit.Callbacks.signature;
import static io.imbridge.testkit.Http.get;
import static io.imbridge.testkit.Http.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A token is changed as docs/deploy.md describes, under load, and the service shows no token anywhere. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@ResourceLock(Usage.CORES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
@ResourceLock("token-rotation")
class TokenRotationIT {
    private static final Duration COUNTS_WITHIN = Duration.ofSeconds(30);
    private static final int MANY = 5000;
    private static final Duration MANY_WITHIN = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final String BODY = "{\"GroupId\":\"rotated\"}";
    private static final String CONFIGURED = "hush-configured";
    private static final String OLD = "hush-old";
    private static final String NEW = "hush-new";

    @TempDir
    private Path directory;

    private final Queue<String> shown = new ConcurrentLinkedQueue<>();

    @Test
    void a_token_is_changed_without_a_restart_and_without_a_refusal_and_shows_nowhere() throws Exception {
        write(OLD);
        Map<String, String> environment = Map.of(
                "BRIDGE_VERIFY_APP_IDS",
                Callbacks.APP + "," + SIGNED_APP,
                "BRIDGE_VERIFY_TOKENS_" + Callbacks.APP,
                CONFIGURED,
                "BRIDGE_VERIFY_TOKENS_DIRECTORY",
                directory.toString(),
                "KAFKA_BOOTSTRAP_SERVERS",
                Kafka.bootstrapServers(),
                "QUARKUS_LOG_LEVEL",
                "DEBUG");
        try (ServiceProcess service = new ServiceProcess("rotation", environment).start();
                Vendor vendor = new Vendor(service, OLD)) {
            assertThat(accepts(service, NEW)).isFalse();

            write(OLD + "\r\n" + NEW + "\n");
            await().atMost(COUNTS_WITHIN).until(() -> accepts(service, NEW));
            vendor.signsWith(NEW);
            write(NEW);
            await().atMost(COUNTS_WITHIN).until(() -> !accepts(service, OLD));
            write("");
            await().atMost(COUNTS_WITHIN).until(() -> service.log().contains("has no token"));

            assertThat(accepts(service, NEW)).isTrue();
            assertThat(accepts(service, OLD)).isFalse();
            await().atMost(MANY_WITHIN).until(() -> vendor.answers().size() > MANY);
            vendor.stop();
            assertThat(vendor.answers()).containsOnly(200);
            for (String page : List.of("/q/health", "/q/health/live", "/q/health/ready", "/q/metrics", "/q", "/")) {
                shown.add(everything(get(service.managementPort(), page)));
            }
            assertThat(service.log())
                    .contains("Tokens changed app=" + SIGNED_APP)
                    .doesNotContain("hush");
            assertThat(shown).hasSizeGreaterThan(10).noneMatch(answer -> answer.contains("hush"));
        }
    }

    @Test
    void an_unusable_directory_is_a_mistake_of_the_start() {
        Map<String, String> environment =
                Map.of("BRIDGE_VERIFY_APP_IDS", SIGNED_APP, "BRIDGE_VERIFY_TOKENS_DIRECTORY", directory + "/nowhere");
        try (ServiceProcess service = new ServiceProcess("rotation-refused", environment)) {
            assertThat(service.tryStart()).isFalse();
            assertThat(service.log())
                    .containsOnlyOnce("cannot start")
                    .containsOnlyOnce("bridge.verify.tokens-directory (BRIDGE_VERIFY_TOKENS_DIRECTORY)")
                    .doesNotContain("\tat ");
        }
    }

    private boolean accepts(ServiceProcess service, String token) {
        HttpResponse<String> answer = post(service.port(), query(token), BODY);
        shown.add(everything(answer));
        assertThat(answer.statusCode()).isIn(200, 403);
        return answer.statusCode() == 200;
    }

    private static String query(String token) {
        return "SdkAppid=" + SIGNED_APP + "&CallbackCommand=" + COMMAND + "&" + signature(token);
    }

    private static String everything(HttpResponse<String> answer) {
        return answer.headers().map() + answer.body();
    }

    private void write(String tokens) throws IOException {
        Path written = Files.writeString(directory.resolve(".new"), tokens);
        Files.move(written, directory.resolve(SIGNED_APP), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Sends signed callbacks over many connections, some thousands a second, until it is closed. */
    private static final class Vendor implements AutoCloseable {
        private static final int CONNECTIONS = 16;

        private final AtomicReference<String> token;
        private final List<Sender> senders;

        Vendor(ServiceProcess service, String first) {
            token = new AtomicReference<>(first);
            senders = IntStream.range(0, CONNECTIONS)
                    .mapToObj(number -> new Sender(service.port(), token))
                    .toList();
            senders.forEach(Sender::start);
        }

        /** When this returns, all callbacks that were signed before have their answers. */
        void signsWith(String other) {
            token.set(other);
            List<Integer> answered =
                    senders.stream().map(sender -> sender.answers.size()).toList();
            for (int i = 0; i < CONNECTIONS; i++) {
                int number = i;
                await().until(() -> senders.get(number).answers.size() > answered.get(number) + 1);
            }
        }

        List<Integer> answers() {
            return senders.stream().flatMap(sender -> sender.answers.stream()).toList();
        }

        void stop() {
            senders.forEach(sender -> sender.closed = true);
            await().until(() -> senders.stream().noneMatch(Thread::isAlive));
        }

        @Override
        public void close() {
            stop();
        }
    }

    /** Sends callbacks one after the other. */
    private static final class Sender extends Thread {
        final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
        volatile boolean closed;
        private final int port;
        private final AtomicReference<String> token;

        Sender(int port, AtomicReference<String> token) {
            this.port = port;
            this.token = token;
        }

        @Override
        public void run() {
            while (!closed) {
                answers.add(post(port, query(token.get()), BODY).statusCode());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
