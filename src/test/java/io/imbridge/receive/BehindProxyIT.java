package io.imbridge.receive;

import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.RawHttp.exchange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.ServiceProcess;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that trusts a proxy, both in the PROXY protocol and in the headers of a request. */
class BehindProxyIT {
    private static final String PROXY_LINE = "PROXY TCP4 127.0.0.1 127.0.0.1 40000 8080\r\n";
    private static final String BODY = "Connection: close\r\nContent-Length: 15\r\n\r\n{\"GroupId\":\"g\"}";

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = new ServiceProcess(
                        "behind-proxy",
                        Map.of(
                                "BRIDGE_VERIFY_APP_IDS", Callbacks.APP,
                                "BRIDGE_RECEIVE_READ_TIMEOUT", "500ms",
                                "KAFKA_BOOTSTRAP_SERVERS", "localhost:1",
                                "QUARKUS_HTTP_PROXY_USE_PROXY_PROTOCOL", "true",
                                "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true",
                                "QUARKUS_HTTP_PROXY_ALLOW_FORWARDED", "true",
                                "QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true",
                                "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1"))
                .start();
        await().until(() -> service.log().contains("Installed features"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 203.0.113.7\r\n",
                "X-Forwarded-For:\r\n",
                "X-Forwarded-For: ,10.1.2.3\r\n",
                "X-Forwarded-For: [\r\n",
                "X-Forwarded-For: :80, 6.6.6.6\r\n",
                "X-Forwarded-For: 1.2.3.4:99999\r\n",
                "Forwarded: for=:80\r\n",
                "Forwarded: for=\r\n",
                "Forwarded: for=\"[\";host=x:y;proto=?\r\n",
                "Forwarded: for=1.2.3.4\r\nX-Forwarded-For: 5.6.7.8\r\n",
                "X-Forwarded-Port: x\r\n",
                "X-Forwarded-Port: 99999\r\n",
                "X-Forwarded-Host: a:b\r\n",
                "X-Forwarded-Proto: \r\n",
                "X-Forwarded-Trusted-Proxy: true\r\n"
            })
    void a_header_that_names_no_address_gets_an_answer_and_no_line_of_the_log(String headers) throws IOException {
        String log = service.log();

        String answer = exchange(service.port(), PROXY_LINE + head(headers) + BODY);

        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\"ErrorCode\":0}");
        assertThat(service.log()).isEqualTo(log);
    }

    @Test
    void a_head_that_stalls_behind_the_line_of_a_proxy_is_refused() throws IOException {
        assertThat(exchange(service.port(), PROXY_LINE + "POST / HTTP/1.1\r\nHost: x\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("\"ErrorCode\":10110}");
    }

    private static String head(String headers) {
        return "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\n" + headers;
    }
}
