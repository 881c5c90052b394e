package io.imbridge.receive;

import static io.imbridge.receive.ImpatientService.port;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.RawHttp.exchange;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile requests that are unusual in other parts than the body. */
@ExtendWith(ImpatientService.class)
class HostileRequestIT {
    private static final String BODY = "{\"GroupId\":\"g\"}";
    private static final String CLOSE =
            " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 15\r\n\r\n" + BODY;
    private static final String ENVELOPE =
            "\\r\\n\\r\\n\\{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"[^\"]+\",\"ErrorCode\":%d}$";
    private static final String OK = "\r\n\r\n{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";

    @Test
    void chunks_without_end_are_refused_once_they_are_too_many() throws IOException {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";

        String answer = sendUntilClosed(head("Transfer-Encoding: chunked"), chunk);

        assertThat(answer).startsWith("HTTP/1.1 413 ").containsPattern(ENVELOPE.formatted(10131));
    }

    @Test
    void chunks_of_a_byte_without_end_are_refused_once_they_take_too_long() throws IOException {
        String answer = sendUntilClosed(head("Transfer-Encoding: chunked"), "1\r\n \r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").contains("{\"ActionStatus\":\"FAIL\",");
    }

    @Test
    void a_body_that_drips_is_refused_and_the_connection_closed() throws IOException {
        String answer = sendUntilClosed(head("Content-Length: 1000000000"), "");

        assertThat(answer).startsWith("HTTP/1.1 413 ").containsPattern(ENVELOPE.formatted(10131));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CallbackCommand=A.b%00",
                "CallbackCommand=A.b%0d%0aSet-Cookie:%20a=b",
                "CallbackCommand=%1b[31mA.b",
                "CallbackCommand=A.b%0a2026-11-21%20ERROR%20forged",
                "CallbackCommand=../../etc/passwd",
                "CallbackCommand=A.b%2f..%2fc",
                "CallbackCommand=A.%ff%fe",
                "CallbackCommand=A.b\u00ff",
                "CallbackCommand=A.%E2%80%AEb",
                "CallbackCommand=A.b+",
                "CallbackCommand=A.b&CallbackCommand=A.c",
                "CallbackCommand[]=A.b",
                "CallbackCommand"
            })
    void no_odd_command_is_taken_and_nothing_of_it_is_in_the_answer(String command) throws IOException {
        String answer = exchange(port(), "POST /?SdkAppid=1400000000&" + command + CLOSE);

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .containsPattern(ENVELOPE.formatted(10110))
                .doesNotContain("Set-Cookie", "forged", "passwd", "\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/./",
                "/%2e",
                "/..;/",
                "/%2f",
                "/\\",
                "/%00",
                "/;a=b",
                "/%",
                "/%c0%af",
                "/q/../q/metrics",
                "http://x/q/metrics",
                "/q/health/ready",
                "/favicon.ico",
                "/#",
                "/\u00ff"
            })
    void no_trick_with_the_path_leads_anywhere(String path) throws IOException {
        for (String method : new String[] {"GET ", "POST "}) {
            String answer = exchange(port(), method + path + "?" + query(COMMAND) + CLOSE);

            assertThat(answer)
                    .as(method + path)
                    .containsPattern("^HTTP/1.1 40[0-5] ")
                    .containsPattern(
                            "\\{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"[^\"]+\",\"ErrorCode\":101(10|3.)}$");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&&&&=&=&",
                "&%20=%20",
                "&a=b=c=d;e=f",
                "&\u00e7=\u00e7",
                "&Sign=%F0%9F%92%A5&RequestTime=%00",
                "&x=%0d%0a%0d%0a",
                "&ClientIP=%0d%0aX:1&OptPlatform=%00%ff"
            })
    void what_else_is_in_the_query_does_not_matter(String rest) throws IOException {
        assertThat(exchange(port(), "POST /?" + query(COMMAND) + rest + CLOSE))
                .startsWith("HTTP/1.1 200 ")
                .endsWith(OK);
    }

    @Test
    void of_many_parameters_the_first_count_and_the_rest_is_absent() throws IOException {
        String many = "a=b&".repeat(900);

        assertThat(exchange(port(), "POST /?" + query(COMMAND) + "&" + many + CLOSE))
                .endsWith(OK);
        assertThat(exchange(port(), "POST /?" + many + query(COMMAND) + CLOSE)).startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding : chunked",
                "Content-Length: 15, 16",
                "Content-Length: +15",
                "Content-Length: 0x0f",
                "Content-Length: 1 5",
                "Content-Length: 15\r\nContent-Length: 15",
                "Content-Length:\u000b15",
                "X\u0000: 1",
                "X : 1",
                ": 1",
                "X: a\u0000b"
            })
    void headers_that_two_servers_could_read_differently_are_never_taken(String header) throws IOException {
        String second = "POST /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

        String answer = exchange(port(), head(header) + "0\r\n\r\n" + second);

        assertThat(answer)
                .containsPattern("^HTTP/1.1 (400|501) ")
                .doesNotContain("OK\",\"ErrorInfo")
                .doesNotContain("10133");
    }

    @Test
    void a_length_beside_chunks_does_not_count_and_smuggles_nothing() throws IOException {
        String chunks = "f\r\n" + BODY + "\r\n0\r\n\r\n";

        String answer =
                exchange(port(), head("Content-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close") + chunks);

        assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
        assertThat(answer).doesNotContain("10133");
    }

    @Test
    void many_headers_are_read_and_do_not_matter() throws IOException {
        String many =
                "X-Header: value\r\n".repeat(500) + "Forwarded: for=1.2.3.4\r\nX-Forwarded-For: %0d%0a, x\r\nCookie: "
                        + "a=b; ".repeat(200) + "\r\nConnection: close\r\nContent-Length: 15";

        assertThat(exchange(port(), head(many) + BODY))
                .startsWith("HTTP/1.1 200 ")
                .endsWith(OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST / HTTP/9.9", "\u0000\u00ff\u0000", "\u0080\u0001\u0003"})
    void what_is_no_http_gets_no_page_and_a_closed_connection(String line) throws IOException {
        String answer = exchange(port(), line + "\r\n\r\n");

        assertThat(answer).doesNotContain("<html", "Exception", "quarkus").doesNotContain("\"OK\"");
    }

    private static String head(String more) {
        return "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n\r\n";
    }

    /** Sends the piece again and again until the server closes the connection, or does not read any more. */
    private static String sendUntilClosed(String head, String piece) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            byte[] bytes = piece.getBytes(ISO_8859_1);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                while (in.available() == 0 && bytes.length > 0) {
                    out.write(bytes);
                }
            } catch (SocketException closed) {
                // The server closed the connection between the check and the write; its earlier answer can still be
                // read.
            }
            try {
                in.transferTo(answer);
            } catch (SocketException reset) {
                // The server closed the connection during the sending; its earlier answer is the one that counts.
            }
            return answer.toString(ISO_8859_1);
        }
    }
}
