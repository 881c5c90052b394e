package io.imbridge.receive;

import static io.imbridge.receive.ImpatientService.port;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.RawHttp.exchange;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The end of a request (RFC 9112, sections 6 and 7): either it is unambiguous, or there is one refusal and the
 * connection is closed.
 */
@ExtendWith(ImpatientService.class)
class RequestFramingIT {
    private static final String LINE = "POST /?" + query(COMMAND) + " HTTP/1.1\r\n";
    private static final String HEAD = LINE + "Host: x\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String BODY = "{\"GroupId\":\"g\"}";
    private static final String WHOLE = "Content-Length: 15\r\n\r\n" + BODY;
    private static final String REFUSED = ",\"ErrorCode\":10110}";

    /** It follows the request. An answer to it shows that a part of one request was taken for another. */
    private static final String NEXT = HEAD + "Connection: close\r\n" + WHOLE;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10000000f\r\n",
                "FFFFFFFFFFFFFFFF1\r\n",
                "1000000000000000f\r\n",
                "-f\r\n",
                "+f\r\n",
                "0xf\r\n",
                "zz\r\n",
                "\r\n",
                "f;a=\"\r\n",
                "f;a\rb=c\r\n",
                "f;a\nb=c\r\n",
                "f\n",
                "e\r\n"
            })
    void a_chunk_that_is_none_is_refused_and_nothing_behind_it_is_answered(String size) throws IOException {
        String answer = exchange(port(), CHUNKED + size + BODY + "\r\n0\r\n\r\n" + NEXT);

        assertRefusedAndClosed(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
                "Content-Length: 15\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length : 15\r\n",
                "Host: y\r\nContent-Length: 0\r\n",
                "Host: x\r\nContent-Length: 0\r\n"
            })
    void a_head_that_two_servers_could_read_differently_is_refused_once(String headers) throws IOException {
        String request = HEAD + headers + "\r\n";

        assertRefusedAndClosed(exchange(port(), request + "f\r\n" + BODY + "\r\n0\r\n\r\n" + NEXT));
    }

    @Test
    void such_a_refusal_has_the_id_of_its_request() throws IOException {
        assertThat(exchange(port(), HEAD + "Host: y\r\nX-Request-Id: mine\r\n" + WHOLE))
                .contains("X-Request-Id: mine\r\n");
    }

    @Test
    void http_1_0_knows_no_chunks_and_no_word_to_go_on() throws IOException {
        String old = HEAD.replace("/1.1", "/1.0");

        assertRefusedAndClosed(exchange(
                port(),
                old + "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n" + BODY + "\r\n0\r\n\r\n"
                        + NEXT));
        assertThat(exchange(port(), old + "Expect: 100-continue\r\n" + WHOLE))
                .startsWith("HTTP/1.0 200 ")
                .doesNotContain("100 Continue");
    }

    static Stream<String> clear() {
        return Stream.of(
                CHUNKED + "f;a=\"b;c\"\r\n" + BODY + "\r\n0\r\n\r\n",
                CHUNKED + "0000f\r\n" + BODY + "\r\n0\r\n\r\n",
                CHUNKED + "f\r\n" + BODY + "\r\n0\r\nX: y\r\n\r\n",
                "\r\n" + HEAD + WHOLE,
                HEAD + WHOLE + "\r\n");
    }

    @ParameterizedTest
    @MethodSource("clear")
    void a_request_whose_end_is_clear_is_taken_and_its_connection_stays(String request) throws IOException {
        assertThat(exchange(port(), request + NEXT).split("HTTP/1.1 200 ", -1)).hasSize(3);
    }

    private static void assertRefusedAndClosed(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .containsOnlyOnce("HTTP/1.")
                .containsIgnoringCase("\r\nconnection: close\r\n")
                .endsWith(REFUSED);
    }
}
