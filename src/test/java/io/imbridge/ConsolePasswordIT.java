package io.imbridge;

import static io.imbridge.testkit.RawAnswer.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.RawAnswer;
import io.imbridge.testkit.RefusedStart;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * With a password, the whole management port asks for it except the parts that are open to everybody, and nothing turns
 * this off.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ConsolePasswordIT {
    private static final Duration COUNTS_WITHIN = Duration.ofSeconds(30);
    private static final Duration PENALTY = Duration.ofMillis(900);
    private static final String FIRST = "hush: first";
    private static final String SECOND = "hush-second";
    private static final String FOREIGN = "X-Forwarded-For: 203.0.113.9\r\n";

    @TempDir
    private static Path directory;

    private static Path file;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws IOException {
        file = directory.resolve("password");
        Files.writeString(file, FIRST + "\n");
        service = new ServiceProcess(
                        "console-password",
                        Map.of(
                                "BRIDGE_VERIFY_APP_IDS", Callbacks.APP,
                                "BRIDGE_CONSOLE_PASSWORD_FILE", file.toString(),
                                "BRIDGE_CONSOLE_OPEN", "true",
                                "BRIDGE_OUTBOX_ENABLED", "false",
                                "KAFKA_BOOTSTRAP_SERVERS", "localhost:1",
                                "QUARKUS_LOG_LEVEL", "DEBUG"))
                .start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void all_but_health_metrics_and_the_contract_asks_for_it() throws IOException {
        for (String page : List.of(
                "/console",
                "/console/way",
                "/console/assets/index.html",
                "/console/api/session",
                "/console/api/way/stream",
                "/profiles/groups?app=1",
                "/profiles/group?app=1&id=a",
                "/",
                "/q",
                "/nothing")) {
            for (String method : List.of("GET", "POST", "OPTIONS", "HEAD")) {
                RawAnswer answer = ask(method, page, "");

                assertThat(answer.status()).as(method + page).isEqualTo(401);
                assertThat(answer.head())
                        .contains("\r\nwww-authenticate: basic realm=\"im-kafka-bridge\", charset=\"utf-8\"")
                        .doesNotContain("access-control-");
            }
        }
        for (String page : List.of("/q/health/live", "/q/metrics", "/schemas", "/asyncapi")) {
            assertThat(ask("GET", page, FOREIGN).status()).as(page).isEqualTo(200);
        }
    }

    @Test
    void with_it_everything_answers_wherever_the_caller_is() throws IOException {
        assertThat(ask("GET", "/console", login(FIRST) + FOREIGN).status()).isEqualTo(200);
        assertThat(ask("GET", "/console/api/session", login(FIRST)).body()).contains("\"writable\":false");
        assertThat(ask("GET", "/nothing", login(FIRST)).status()).isEqualTo(404);
    }

    @Test
    void a_wrong_one_is_refused_late_counted_and_logged_without_what_was_given() throws IOException {
        for (String wrong : List.of(
                login("wrong-one"),
                login(""),
                "Authorization: " + RawAnswer.basic("admin:" + FIRST) + "\r\n",
                "Authorization: Bearer " + FIRST + "\r\n",
                login(FIRST) + login(FIRST))) {
            long start = System.nanoTime();
            assertThat(ask("GET", "/console", wrong).status()).as(wrong).isEqualTo(401);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(PENALTY);
        }
        assertThat(ask("GET", "/q/metrics", "").body())
                .containsPattern("bridge_console_refused_total\\{reason=\"password-wrong\",?} [1-9]");
        assertThat(service.log())
                .contains("Wrong password at the management port address=")
                .doesNotContain("wrong-one", "d3Jvbmct", "hush");
    }

    @Test
    void a_foreign_origin_and_a_foreign_name_help_nobody_who_has_it() throws IOException {
        assertThat(ask("GET", "/console/api/session", login(FIRST) + "Origin: http://evil.example\r\n")
                        .status())
                .isEqualTo(403);
        assertThat(RawAnswer.of(
                                service.managementPort(),
                                "GET",
                                "/console/api/session",
                                "Host: evil.example\r\n" + login(FIRST))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void it_changes_without_a_restart_and_a_lost_file_never_switches_it_off() throws IOException {
        Files.writeString(file, FIRST + "\n" + SECOND + "\n");
        await().atMost(COUNTS_WITHIN).until(() -> isLetIn(SECOND));
        assertThat(isLetIn(FIRST)).isTrue();

        Files.writeString(file, "");
        await().atMost(COUNTS_WITHIN).until(() -> service.log().contains("reason=has no password"));
        Files.delete(file);
        await().atMost(COUNTS_WITHIN).until(() -> service.log().contains("reason=is missing"));

        assertThat(ask("GET", "/console", "").status()).isEqualTo(401);
        assertThat(isLetIn("")).isFalse();
        assertThat(isLetIn(FIRST)).isTrue();
        assertThat(isLetIn(SECOND)).isTrue();
        assertThat(service.log()).doesNotContain("hush");
    }

    @Test
    void a_start_without_the_file_is_refused_with_all_else_that_is_wrong() {
        String said = RefusedStart.refusal(Map.of(
                "BRIDGE_CONSOLE_PASSWORD_FILE", directory.resolve("none").toString(),
                "BRIDGE_CONSOLE_HOSTS", "http://console.example.com",
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:1"));

        assertThat(said)
                .contains("BRIDGE_CONSOLE_PASSWORD_FILE", "it is missing")
                .contains("BRIDGE_CONSOLE_HOSTS", "without scheme and port")
                .contains("No app is configured");
        RefusedStart.assertNoStackTrace(said);
    }

    private static boolean isLetIn(String password) throws IOException {
        return ask("GET", "/console", login(password)).status() == 200;
    }

    private static RawAnswer ask(String method, String target, String headers) throws IOException {
        return RawAnswer.of(service.managementPort(), method, target, "Host: localhost\r\n" + headers);
    }
}
