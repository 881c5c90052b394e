package io.imbridge.receive;

import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no HTTP client would send. */
@ExtendWith(ImpatientService.class)
class RawHttpIT {
    private static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";
    private static final String BODY = "{\"GroupId\":\"g\"}";
    private static final String LENGTH = "Content-Length: 15\r\nConnection: close\r\n\r\n";

    @Test
    void the_body_may_come_in_chunks() throws IOException {
        String head = "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

        assertThat(exchange(head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"Gro\r\na\r\nupId\":\"g\"}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n" + OK);
    }

    @Test
    void http_1_0_is_answered() throws IOException {
        assertThat(exchange("POST /?" + query(COMMAND) + " HTTP/1.0\r\nContent-Length: 15\r\n\r\n" + BODY))
                .startsWith("HTTP/1.0 200 ")
                .endsWith("\r\n\r\n" + OK);
    }

    @Test
    void a_caller_that_asks_whether_to_continue_is_told() throws IOException {
        String head = "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n";

        assertThat(exchange(head + LENGTH + BODY))
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 ")
                .endsWith(OK);
    }

    @Test
    void requests_that_come_at_once_are_answered_one_by_one() throws IOException {
        String request = "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 15\r\n\r\n" + BODY;
        String last = "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\n" + LENGTH + BODY;

        assertThat(exchange(request.repeat(20) + last).split("HTTP/1.1 200 OK", -1))
                .hasSize(22);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n",
                "CONNECT a.b:80 HTTP/1.1\r\nHost: x\r\n",
                "POST nowhere HTTP/1.1\r\nHost: x\r\n",
                "POST /%zz HTTP/1.1\r\nHost: x\r\n",
                "POST /?%zz HTTP/1.1\r\nHost: x\r\n",
                "POST /?SdkAppid=\"|{} HTTP/1.1\r\nHost: x\r\n",
                "POST /?SdkAppid=1400000000 HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
            })
    void what_is_odd_gets_the_envelope_and_no_page_of_a_framework(String head) throws IOException {
        assertThat(exchange(head + "Connection: close\r\nContent-Length: 0\r\n\r\n"))
                .containsPattern("^HTTP/1.1 4\\d\\d ")
                .containsPattern("\\{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"[^\"]+\",\"ErrorCode\":101\\d\\d}$");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 15\r\nContent-Length: 16",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999999",
                "Content-Length: x"
            })
    void what_is_no_http_gets_400_and_a_closed_connection(String header) throws IOException {
        assertThat(exchange("POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n" + BODY))
                .startsWith("HTTP/1.1 400 ")
                .containsOnlyOnce("HTTP/1.1")
                .endsWith(",\"ErrorCode\":10110}");
    }

    @Test
    void a_head_beyond_the_limits_gets_414_or_431() throws IOException {
        assertThat(exchange("POST /?" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 414 ")
                .endsWith(",\"ErrorCode\":10110}");
        assertThat(exchange("POST / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(30_000) + "\r\n\r\n"))
                .contains(" 431 ")
                .endsWith(",\"ErrorCode\":10110}");
    }

    @Test
    void a_body_that_does_not_come_is_refused_and_the_connection_closed() throws IOException {
        String head = "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 15\r\n\r\n";

        assertThat(exchange(head + "{")).startsWith("HTTP/1.1 400 ").endsWith(",\"ErrorCode\":10110}");
    }

    @Test
    void a_connection_without_a_request_is_closed() throws IOException {
        assertThat(exchange("")).isEmpty();
    }

    @Test
    void a_connection_without_a_further_request_is_closed() throws IOException {
        String head = "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 15\r\n\r\n";

        assertThat(exchange(head + BODY)).startsWith("HTTP/1.1 200 ").endsWith(OK);
    }

    /** Sends a request, and reads until the server closes the connection. */
    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", ImpatientService.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }
}
