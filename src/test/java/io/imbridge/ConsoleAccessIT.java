package io.imbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.RawAnswer;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access to the console of a service without a password, byte by byte. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ConsoleAccessIT {
    private static final String LOCAL = "Host: localhost\r\n";
    private static final String EVIL = "Host: evil.example:9000\r\n";
    private static final List<String> GUARDED = List.of(
            "/console",
            "/console/story",
            "/console/assets/uPlot.esm.js",
            "/console/api/session",
            "/console/api/way",
            "/console/api/way/stream",
            "/console/api/refusals",
            "/profiles/groups?app=1",
            "/",
            "/nothing");
    private static final List<String> CONTRACT = List.of("/schemas", "/schemas/event.schema.json", "/asyncapi");
    private static final List<String> PROBES = List.of("/q/health", "/q/health/ready", "/q/metrics");

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = new ServiceProcess(
                        "console",
                        Map.of(
                                "BRIDGE_VERIFY_APP_IDS", Callbacks.APP,
                                "BRIDGE_CONSOLE_HOSTS", "console.example.com,*.im.svc",
                                "KAFKA_BOOTSTRAP_SERVERS", "localhost:1"))
                .start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health;/../console/api/session",
                "/q/health/..;/console/api/session",
                "/q/health/../../console/api/session",
                "/q/health/%2e%2e/%2e%2e/console/api/session",
                "/q/health/..%2F..%2Fconsole/api/session",
                "/q%2F..%2Fconsole%2Fapi%2Fsession",
                "/console%2Fapi%2Fsession",
                "/console/api%2Fsession",
                "/console/api/%73ession",
                "/console/api/session;v=1",
                "/console;x/api/session",
                "//console/api/session",
                "/console//api/session",
                "/console/api//session",
                "/console/./api/session",
                "/schemas/../console/api/session",
                "/schemas/..\\console\\api\\session",
                "/console\\api\\session",
                "\\console\\api\\session",
                "http://localhost/console/api/session",
                "HTTP://127.0.0.1:9000/q/health",
                "//localhost/console/api/session",
                "console/api/session",
                "*",
                "/console/api/session#/q/health",
                "/console/assets/../../application.properties",
                "/console/assets/%2e%2e/application.properties"
            })
    void a_path_that_could_be_read_in_two_ways_leads_nowhere(String target) throws IOException {
        for (String method : List.of("GET", "POST", "OPTIONS")) {
            RawAnswer answer = ask(method, target, LOCAL);

            assertThat(answer.status()).as(method).isIn(400, 404);
            assertThat(answer.body()).as(method).startsWith("{\"error\":\"").doesNotContain("version");
        }
    }

    @Test
    void under_a_name_that_is_not_ours_nothing_is_told_but_health_and_metrics() throws IOException {
        for (String page : GUARDED) {
            assertThat(ask("GET", page, EVIL).status()).as(page).isEqualTo(403);
            assertThat(ask("GET", page, EVIL).body()).as(page).contains("bridge.console.hosts");
        }
        for (String page : CONTRACT) {
            assertThat(ask("GET", page, EVIL).status()).as(page).isEqualTo(403);
        }
        for (String page : PROBES) {
            assertThat(ask("GET", page, EVIL).status()).as(page).isIn(200, 503);
        }
        assertThat(RawAnswer.of(service.managementPort(), "GET /console HTTP/1.0\r\n\r\n")
                        .status())
                .as("without a name")
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:9000", "[::1]:9000", "console.example.com", "bridge-0.im.svc:9000"})
    void under_an_address_and_under_the_names_that_are_configured_it_answers(String host) throws IOException {
        assertThat(ask("GET", "/console/api/session", "Host: " + host + "\r\n").status())
                .isEqualTo(200);
    }

    @Test
    void a_page_of_another_origin_neither_reads_nor_writes() throws IOException {
        for (String from : List.of(
                "Origin: https://evil.example\r\n",
                "Origin: null\r\n",
                "Origin: http://localhost:8081\r\n",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\n",
                "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n")) {
            for (String page : GUARDED) {
                for (String method : List.of("GET", "POST", "OPTIONS")) {
                    RawAnswer answer = ask(method, page, LOCAL + from);

                    assertThat(answer.status()).as(from + method + page).isEqualTo(403);
                    assertThat(answer.head()).doesNotContain("access-control-");
                }
            }
            for (String page : CONTRACT) {
                assertThat(ask("GET", page, LOCAL + from).status())
                        .as(from + page)
                        .isEqualTo(403);
            }
            assertThat(ask("GET", "/q/health/live", LOCAL + from).status())
                    .as(from)
                    .isEqualTo(200);
        }
    }

    @Test
    void a_link_elsewhere_leads_to_a_page_and_our_own_page_reads_the_rest() throws IOException {
        String link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";

        assertThat(ask("GET", "/console/story?group=a", LOCAL + link).status()).isEqualTo(200);
        assertThat(ask("GET", "/console/api/session", LOCAL + link).status()).isEqualTo(403);
        assertThat(ask(
                                "GET",
                                "/console/api/session",
                                LOCAL + "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 203.0.113.9",
                "Forwarded: for=203.0.113.9",
                "X-Real-IP: 127.0.0.1",
                "Via: 1.1 proxy"
            })
    void whom_a_proxy_of_this_machine_speaks_for_is_not_on_this_machine(String header) throws IOException {
        for (String page : GUARDED) {
            RawAnswer answer = ask("GET", page, LOCAL + header + "\r\n");

            assertThat(answer.status()).as(page).isEqualTo(403);
            assertThat(answer.body()).contains("bridge.console.password-file");
        }
        assertThat(ask("GET", "/schemas", LOCAL + header + "\r\n").status()).isEqualTo(200);
    }

    @Test
    void every_answer_keeps_other_origins_out_and_loads_nothing_from_elsewhere() throws IOException {
        for (String page : List.of(
                "/console", "/console/api/session", "/schemas", "/q/health/live", "/q/metrics", "/nothing", "//x")) {
            assertThat(ask("GET", page, LOCAL).head())
                    .as(page)
                    .contains(
                            "\r\ncontent-security-policy: default-src 'none'; script-src 'self'; style-src 'self';"
                                    + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
                                    + " frame-ancestors 'none'",
                            "\r\nx-content-type-options: nosniff",
                            "\r\nreferrer-policy: no-referrer",
                            "\r\ncross-origin-opener-policy: same-origin",
                            "\r\ncross-origin-resource-policy: same-origin")
                    .doesNotContain("access-control-");
        }
    }

    @Test
    void what_is_refused_is_counted_by_reason() throws IOException {
        ask("GET", "/console", EVIL);

        assertThat(ask("GET", "/q/metrics", LOCAL).body())
                .containsPattern("bridge_console_refused_total\\{reason=\"host\",?} [1-9]")
                .containsPattern("bridge_console_refused_total\\{reason=\"password-wrong\",?} 0");
    }

    private static RawAnswer ask(String method, String target, String headers) throws IOException {
        return RawAnswer.of(service.managementPort(), method, target, headers);
    }
}
