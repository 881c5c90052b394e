package io.imbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.RawHttp;
import io.imbridge.testkit.ServiceProcess;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The data on the management port that a web page in an operator's browser may read, and the answer for a missing page.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ManagementPortIT {
    private static final List<String> PAGES = List.of(
            "/q/health",
            "/q/health/live",
            "/q/health/ready",
            "/q/metrics",
            "/schemas",
            "/schemas/event.schema.json",
            "/schemas/nothing.schema.json",
            "/schemas/%zz",
            "/asyncapi",
            "/",
            "/nothing",
            "/q",
            "/q/nothing");

    private static final int MORE_THAN_IT_READS = 64 * 1024 + 1;

    private static ServiceProcess service;

    private record Answer(int status, String head, String body) {
        static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            assertThat(end).as(text).isPositive();
            return new Answer(
                    Integer.parseInt(text.substring(9, 12)),
                    text.substring(0, end).toLowerCase(Locale.ROOT),
                    text.substring(end + 4));
        }

        /** Checks that the answer is a JSON error, and returns its sentence. */
        String error() throws IOException {
            assertThat(head).contains("\r\ncontent-type: application/json\r\n");
            JsonNode json = GoldenCallback.JSON.readTree(body.getBytes(UTF_8));
            assertThat(json).hasSize(1);
            return json.get("error").textValue();
        }
    }

    @BeforeAll
    static void start() {
        service = new ServiceProcess(
                        "management",
                        Map.of(
                                "BRIDGE_VERIFY_APP_IDS", Callbacks.APP,
                                "BRIDGE_OUTBOX_ENABLED", "false",
                                "KAFKA_BOOTSTRAP_SERVERS", "localhost:1"))
                .start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"})
    void no_page_of_another_origin_may_read_what_it_answers(String method) throws IOException {
        for (String page : PAGES) {
            Answer answer = send(method, page, "Origin: https://elsewhere.example\r\n");

            assertThat(answer.head()).as(method + " " + page).doesNotContain("access-control-", "\r\nvary:");
        }
    }

    @Test
    void no_page_of_another_origin_gets_leave_to_send_more_than_a_plain_request() throws IOException {
        for (String page : PAGES) {
            Answer answer = send(
                    "OPTIONS",
                    page,
                    "Origin: https://elsewhere.example\r\nAccess-Control-Request-Method: PUT\r\n"
                            + "Access-Control-Request-Headers: X-Own\r\n"
                            + "Access-Control-Request-Private-Network: true\r\n");

            assertThat(answer.head()).as(page).doesNotContain("access-control-");
            assertThat(answer.status()).as(page).isNotEqualTo(204);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/nothing", "/q", "/q/", "/q/nothing", "/q/health/nothing", "/asyncapi/x", "/%2e%2e/x"})
    void what_is_not_there_is_an_error_in_json_for_every_method(String path) throws IOException {
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS")) {
            Answer answer = send(method, path, "Accept: text/html\r\n");

            assertThat(answer.status()).as(method).isEqualTo(404);
            assertThat(answer.error()).as(method).isEqualTo("There is no such page.");
        }
        Answer head = send("HEAD", path, "");
        assertThat(head.status()).isEqualTo(404);
        assertThat(head.head()).contains("\r\ncontent-type: application/json\r\n");
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/schemas", "/schemas/", "/schemas/event.schema.json", "/asyncapi"})
    void a_page_of_the_contract_is_only_read(String path) throws IOException {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
            Answer answer = send(method, path, "");

            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.error()).as(method).isEqualTo("This page is read with GET.");
            assertThat(answer.head()).contains("\r\nallow: get\r\n");
        }
    }

    @Test
    void a_schema_that_is_not_there_is_an_error_in_json_too() throws IOException {
        Answer answer = send("GET", "/schemas/nothing.schema.json", "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("There is no such schema: /schemas/ lists them.");
    }

    @ParameterizedTest
    @CsvSource({"/schemas/%zz, 400", "/%zz, 400"})
    void what_is_malformed_is_an_error_in_json_without_a_trace_of_the_code(String path, int status) throws IOException {
        Answer answer = send("GET", path, "Accept: text/html\r\n");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo("Bad Request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /q/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /q/health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n"
            })
    void what_is_no_request_is_an_error_in_json_and_no_refused_callback(String bytes) throws IOException {
        Answer answer = Answer.of(RawHttp.exchange(service.managementPort(), bytes));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith("The request is malformed");
        assertThat(send("GET", "/q/metrics", "").body())
                .contains("bridge_refusals_total{reason=\"malformed-request\"} 0.0\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text",
                "application/openmetrics-text; version=1.0.0",
                "application/openmetrics-text;version=1.0.0;charset=utf-8",
                "application/openmetrics-text; version=0.0.1",
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6"
            })
    void metrics_come_as_openmetrics_to_who_asks_for_nothing_else(String accept) throws IOException {
        Answer answer = send("GET", "/q/metrics", "Accept: " + accept + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head())
                .contains("\r\ncontent-type: application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(answer.body()).contains("bridge_in_flight ").endsWith("# EOF\n");
    }

    @Test
    void metrics_come_as_text_to_who_asks_for_that_or_as_prometheus_does() throws IOException {
        for (String accept : List.of(
                "text/plain",
                "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
                        + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2")) {
            Answer answer = send("GET", "/q/metrics", "Accept: " + accept + "\r\n");

            assertThat(answer.status()).as(accept).isEqualTo(200);
            assertThat(answer.head()).as(accept).contains("\r\ncontent-type: text/plain; version=0.0.4");
        }
    }

    @Test
    void a_body_that_is_too_large_is_an_error_in_json() throws IOException {
        Answer answer = send(
                "POST", "/q/health", "Content-Length: " + MORE_THAN_IT_READS + "\r\n", "x".repeat(MORE_THAN_IT_READS));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.error()).isEqualTo("Request Entity Too Large");
    }

    private static Answer send(String method, String path, String headers) throws IOException {
        return send(method, path, headers, "");
    }

    private static Answer send(String method, String path, String headers, String body) throws IOException {
        return Answer.of(RawHttp.exchange(
                service.managementPort(),
                method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n"
                        + body));
    }
}
