package io.imbridge.receive;

import static io.imbridge.receive.ImpatientService.port;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.RawHttp.exchange;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.testkit.Http;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A single connection: the order of its requests, which of their bytes are read, and when it is closed. */
@ExtendWith(ImpatientService.class)
class ConnectionIT {
    private static final String BODY = "{\"GroupId\":\"g\"}";
    private static final String LENGTH = "Content-Length: 15\r\n";
    private static final String CLOSE = "Connection: close\r\n";
    private static final String HIDDEN = "POST /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String NOT_JSON =
            "{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"The body is not valid JSON: send one JSON object in UTF-8.\""
                    + ",\"ErrorCode\":10110}";
    private static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";

    @Test
    void what_follows_a_last_request_is_not_answered() throws IOException {
        assertThat(exchange(port(), request(CLOSE) + HIDDEN)).endsWith(OK).containsOnlyOnce("HTTP/1.1");
    }

    @Test
    void a_caller_that_closes_its_side_gets_the_answers_to_all_it_has_sent() throws IOException {
        try (Socket socket = connect(request("") + request("") + request(""))) {
            socket.shutdownOutput();

            assertThat(rest(socket).split("HTTP/1.1 200 OK", -1)).hasSize(4);
        }
    }

    @Test
    void a_body_that_is_none_ends_the_connection_lest_its_rest_be_a_request() throws IOException {
        String wrongLength = "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n" + BODY;

        assertThat(exchange(port(), wrongLength))
                .startsWith("HTTP/1.1 400 ")
                .containsOnlyOnce("HTTP/1.1")
                .containsIgnoringCase("connection: close");
    }

    @Test
    void a_second_head_that_stalls_behind_a_request_is_refused() throws IOException {
        String answers = exchange(port(), request("") + "POST / HTTP/1.1\r\nHost: x\r\nX: ");

        assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(3);
        assertThat(answers).endsWith(",\"ErrorCode\":10110}");
    }

    @Test
    void a_peer_that_does_not_read_is_closed() throws IOException {
        try (Socket socket = connect("")) {
            OutputStream out = socket.getOutputStream();
            byte[] requests = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000).getBytes(ISO_8859_1);

            assertThatThrownBy(() -> {
                        for (int times = 0; times < 20_000; times++) {
                            out.write(requests);
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(metrics())
                .containsPattern("bridge_in_flight(\\{[^}]*})? 0.0\n")
                .containsPattern("bridge_callbacks_total\\{[^}]*outcome=\"abandoned\"[^}]*} [1-9]"));
    }

    @Test
    void a_connection_tells_how_long_it_stays_open() throws IOException {
        assertThat(exchange(port(), request(""))).contains("\r\nKeep-Alive: timeout=1\r\n");
        assertThat(exchange(port(), request(CLOSE))).doesNotContain("Keep-Alive");
    }

    @ParameterizedTest
    @CsvSource({
        "?,200",
        "/?,200",
        "//?,200",
        "///?,200",
        "http://x?,200",
        "http://x/?,200",
        "/other?,404",
        "nowhere?,404"
    })
    void slashes_too_many_or_too_few_do_not_matter(String target, int status) throws IOException {
        String answer = exchange(
                port(),
                "POST " + target + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\n" + CLOSE + LENGTH + "\r\n" + BODY);

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void a_packed_body_is_read() throws IOException {
        assertThat(send("Content-Encoding: gzip\r\n", gzip(BODY.getBytes(UTF_8))))
                .endsWith(OK);
        assertThat(send("Content-Encoding: identity\r\n", BODY.getBytes(UTF_8))).endsWith(OK);
    }

    @Test
    void a_packed_body_counts_as_large_as_it_is() throws IOException {
        assertThat(send("Content-Encoding: gzip\r\n", gzip(new byte[8 * 1024 * 1024])))
                .startsWith("HTTP/1.1 413 ")
                .endsWith(",\"ErrorCode\":10131}");
    }

    @Test
    void what_is_no_gzip_is_refused_as_no_json() throws IOException {
        byte[] packed = gzip(BODY.getBytes(UTF_8));
        byte[] empty = gzip(new byte[0]);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int member = 0; member < 50_000; member++) {
            many.write(empty);
        }

        assertThat(send("Content-Encoding: gzip\r\n", "no gzip".getBytes(UTF_8)))
                .endsWith(NOT_JSON);
        assertThat(send("Content-Encoding: gzip\r\n", Arrays.copyOf(packed, packed.length - 1)))
                .endsWith(NOT_JSON);
        packed[packed.length - 8]++;
        assertThat(send("Content-Encoding: gzip\r\n", packed)).endsWith(NOT_JSON);
        assertThat(send("Content-Encoding: gzip\r\n", many.toByteArray())).endsWith(NOT_JSON);
    }

    @Test
    void a_caller_that_is_still_sending_hears_that_it_is_refused() throws IOException {
        String head = "POST /wrong HTTP/1.1\r\nHost: x\r\n" + CLOSE + "Content-Length: 900000\r\n\r\n";
        try (Socket socket = connect(head)) {
            OutputStream out = socket.getOutputStream();
            for (int sent = 0; sent < 9; sent++) {
                out.write(new byte[100_000]);
            }

            assertThat(rest(socket)).startsWith("HTTP/1.1 404 ").endsWith(",\"ErrorCode\":10133}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /healthy", "POST /wrong"})
    void a_body_behind_an_early_answer_does_not_come_for_ever(String line) throws IOException {
        try (Socket socket = connect(line + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")) {
            OutputStream out = socket.getOutputStream();

            assertThatThrownBy(() -> {
                        for (int chunk = 0; chunk < 100; chunk++) {
                            out.write("1\r\nx\r\n".getBytes(ISO_8859_1));
                            TimeUnit.MILLISECONDS.sleep(50);
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void a_bad_chunk_behind_an_early_answer_ends_the_connection() throws IOException {
        String head = "POST /wrong HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

        assertThat(exchange(port(), head + "ZZ\r\n" + HIDDEN))
                .startsWith("HTTP/1.1 404 ")
                .containsOnlyOnce("HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip", "x"})
    void a_body_in_another_coding_is_refused(String coding) throws IOException {
        assertThat(send("Content-Encoding: " + coding + "\r\n", BODY.getBytes(UTF_8)))
                .startsWith("HTTP/1.1 415 ")
                .endsWith(",\"ErrorCode\":10134}");
    }

    @Test
    void a_balancer_may_ask_the_serving_port_whether_it_is_ready() throws IOException {
        assertThat(exchange(port(), "GET /healthy HTTP/1.1\r\nHost: x\r\n" + CLOSE + "\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("{\"status\":\"UP\"}");
        assertThat(exchange(port(), "HEAD /healthy HTTP/1.1\r\nHost: x\r\n" + CLOSE + "\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n");
        assertThat(exchange(port(), "POST /healthy HTTP/1.1\r\nHost: x\r\n" + CLOSE + LENGTH + "\r\n" + BODY))
                .startsWith("HTTP/1.1 404 ");
    }

    private static String request(String headers) {
        return "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\n" + headers + LENGTH + "\r\n" + BODY;
    }

    private static String send(String headers, byte[] body) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String head = "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\n" + CLOSE + headers + "Content-Length: "
                + body.length + "\r\n\r\n";
        request.write(head.getBytes(ISO_8859_1));
        request.write(body);
        return new String(exchange(port(), request.toByteArray()), ISO_8859_1);
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }

    private static Socket connect(String bytes) throws IOException {
        Socket socket = new Socket("127.0.0.1", port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        return socket;
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    private static String metrics() {
        return Http.get(ImpatientService.process().managementPort(), "/q/metrics")
                .body();
    }
}
