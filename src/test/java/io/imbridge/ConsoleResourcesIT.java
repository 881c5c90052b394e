package io.imbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.RawAnswer;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The data that the console shows about the service, and the places of its files. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ConsoleResourcesIT {
    private static final String LOCAL = "Host: localhost\r\n";
    private static final Duration NOTICED = Duration.ofSeconds(30);

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = new ServiceProcess(
                        "console-resources",
                        Map.of("BRIDGE_VERIFY_APP_IDS", Callbacks.APP, "KAFKA_BOOTSTRAP_SERVERS", "localhost:1"))
                .start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void each_page_is_the_shell_and_its_files_are_those_of_the_list() throws IOException {
        String shell = ask("GET", "/console", LOCAL).body();
        for (String page : List.of("/story", "/way", "/refusals", "/dead-letters")) {
            assertThat(ask("GET", "/console" + page, LOCAL).body()).isEqualTo(shell);
        }
        RawAnswer script = ask("GET", "/console/assets/uPlot.esm.js", LOCAL);
        assertThat(script.head()).contains("content-type: text/javascript; charset=utf-8", "cache-control: no-cache");
        String tag = script.head().replaceAll("(?s).*\r\netag: (\"[0-9a-f]+\").*", "$1");
        assertThat(ask("GET", "/console/assets/uPlot.esm.js", LOCAL + "If-None-Match: " + tag + "\r\n")
                        .status())
                .isEqualTo(304);
        for (String none : List.of("/console/assets/files.txt", "/console/assets/", "/console/nothing")) {
            assertThat(ask("GET", none, LOCAL).status()).as(none).isEqualTo(404);
        }
    }

    @Test
    void the_public_port_has_none_of_it() {
        for (String path : List.of(
                "/console",
                "/console/assets/uPlot.esm.js",
                "/console/api/session",
                "/webjars/uplot/1.6.30/dist/uPlot.esm.js",
                "/uplot/dist/uPlot.esm.js",
                "/index.html",
                "/console/index.html",
                "/profiles/groups")) {
            assertThat(Http.get(service.port(), path).body()).as(path).contains("\"ActionStatus\":\"FAIL\"");
        }
    }

    @Test
    void the_session_says_what_a_page_must_know() throws IOException {
        JsonNode session = json("/console/api/session");

        assertThat(session.get("writable").booleanValue()).isFalse();
        assertThat(session.get("prefix").textValue()).isEqualTo("im.");
        assertThat(session.get("apps")).hasToString("[\"" + Callbacks.APP + "\"]");
        assertThat(session.get("commands").size()).isGreaterThan(60);
        assertThat(session.get("version").textValue()).isNotEqualTo("unknown");
        assertThat(session.get("instance").textValue()).endsWith(":" + service.managementPort());
        assertThat(session.get("example").textValue()).contains("localhost:" + service.port());
        assertThat(ask("GET", "/console/api/session?x=1", LOCAL).status()).isEqualTo(400);
        assertThat(ask("GET", "/console/api/session", LOCAL).head()).contains("cache-control: no-store");
    }

    @Test
    void a_refused_callback_is_among_the_refusals_with_its_address_and_without_its_body() throws IOException {
        Http.post(
                service.port(),
                "SdkAppid=1400009999&CallbackCommand=Group.CallbackAfterCreateGroup&Sign=secret-sign",
                "{\"GroupId\":\"secret-body\"}",
                "X-Request-Id",
                "seen-again");

        await().until(() ->
                json("/console/api/refusals?reason=app-unknown").get("last").size() > 0);
        JsonNode refusals = json("/console/api/refusals?app=1400009999");
        JsonNode last = refusals.get("last").get(0);
        assertThat(last.get("reason").textValue()).isEqualTo("app-unknown");
        assertThat(last.get("words").textValue()).startsWith("SdkAppid is not one of ours");
        assertThat(last.get("address").textValue()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
        assertThat(last.get("command").textValue()).isEqualTo("Group.CallbackAfterCreateGroup");
        assertThat(last.get("requestId").textValue()).isEqualTo("seen-again");
        assertThat(refusals.get("totals").toString()).contains("\"reason\":\"app-unknown\"");
        assertThat(refusals.toString()).doesNotContain("secret");
        assertThat(json("/console/api/refusals?app=1").get("last")).isEmpty();
    }

    @Test
    void the_way_is_told_once_and_again_every_two_seconds() throws IOException {
        JsonNode way = json("/console/api/way");
        assertThat(way.at("/kafka/servers").textValue()).isEqualTo("localhost:1");
        assertThat(way.at("/outbox/mode").textValue()).isEqualTo("disk");
        assertThat(way.at("/series/times").isArray()).isTrue();

        try (Socket page = new Socket("localhost", service.managementPort())) {
            page.setSoTimeout(10_000);
            page.getOutputStream()
                    .write(("GET /console/api/way/stream HTTP/1.1\r\n" + LOCAL + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(page.getInputStream(), StandardCharsets.UTF_8));
            assertThat(next(lines, "event: ")).isEqualTo("event: way");
            assertThat(next(lines, "data: ")).contains("\"series\"");
            assertThat(next(lines, "event: ")).isEqualTo("event: way");
            assertThat(ask("GET", "/q/metrics", LOCAL).body()).contains("bridge_console_watchers 1.0");
        }
        await().atMost(NOTICED)
                .until(() -> ask("GET", "/q/metrics", LOCAL).body().contains("bridge_console_watchers 0.0"));
    }

    private static String next(BufferedReader lines, String beginning) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(beginning)) {
            line = lines.readLine();
        }
        return line;
    }

    private static JsonNode json(String path) throws IOException {
        RawAnswer answer = ask("GET", path, LOCAL);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return GoldenCallback.JSON.readTree(answer.body());
    }

    private static RawAnswer ask(String method, String target, String headers) throws IOException {
        return RawAnswer.of(service.managementPort(), method, target, headers);
    }
}
