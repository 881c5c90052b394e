package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.imbridge.testkit.ServiceProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a request ends, and what becomes of its connection: RFC 9112 holds, and what is in doubt is refused. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RequestFramingIT {
    private static final int PATIENCE_MILLISECONDS = 3000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final String FAIL = "\"ErrorCode\":10110}";

    private static final String LINE = "POST /?" + query(COMMAND) + " HTTP/1.1\r\n";
    private static final String HEAD = LINE + "Host: x\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String BODY = "{\"GroupId\":\"g\"}";
    private static final String WHOLE = "Content-Length: 15\r\n\r\n" + BODY;

    /** It stands behind the request; whoever answers it has taken some of one request for another. */
    private static final String NEXT = HEAD + WHOLE;

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = new ServiceProcess(
                        "framing",
                        Map.of(
                                "BRIDGE_VERIFY_APP_IDS",
                                APP,
                                // So that nothing is closed because its time is over.
                                "BRIDGE_RECEIVE_READ_TIMEOUT",
                                "30s",
                                "KAFKA_BOOTSTRAP_SERVERS",
                                "localhost:1"))
                .start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static Stream<Arguments> lastOnTheirConnections() {
        return Stream.of(
                arguments(
                        "two lengths, one of them by chunks",
                        "200|400",
                        HEAD + "Content-Length: 15\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n" + BODY
                                + "\r\n0\r\n\r\n"),
                arguments(
                        "chunks in HTTP/1.0",
                        "200|400",
                        CHUNKED.replace("/1.1", "/1.0").replace("Host: x\r\n", "Host: x\r\nConnection: keep-alive\r\n")
                                + "f\r\n" + BODY + "\r\n0\r\n\r\n"),
                arguments("a coding that is none", "400", HEAD + "Transfer-Encoding: xchunked\r\n\r\n"),
                arguments("chunks twice", "400", HEAD + "Transfer-Encoding: chunked, chunked\r\n\r\n"),
                arguments("a space before a colon", "400", HEAD + "Content-Length : 15\r\n\r\n" + BODY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lastOnTheirConnections")
    void a_request_whose_end_is_in_doubt_has_one_answer_and_then_its_connection_ends(
            String name, String status, String request) throws IOException {
        assertThat(statuses(exchange(request + NEXT)))
                .singleElement()
                .asString()
                .matches(status);
    }

    static Stream<Arguments> noChunks() {
        return Stream.of(
                arguments("no number", "zz\r\n" + BODY),
                arguments("no size", "\r\n" + BODY),
                arguments("less than nothing", "-1\r\n" + BODY),
                arguments("a number of another kind", "0xf\r\n" + BODY),
                arguments("a size of 33 bits", "10000000f\r\n" + BODY),
                arguments("a size of 65 bits", "1000000000000000f\r\n" + BODY),
                arguments("an end of line within quotes", "f;a=\"\r\n" + BODY),
                arguments("half an end of line", "f;a\rb\r\n" + BODY),
                arguments("more than its size", "e\r\n" + BODY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noChunks")
    void a_chunk_that_is_none_is_refused_with_the_envelope_and_its_connection_ends(String name, String chunk)
            throws IOException {
        String answer = exchange(CHUNKED + chunk + "\r\n0\r\n\r\n" + NEXT);

        assertThat(statuses(answer)).containsExactly("400");
        assertThat(answer).endsWith(FAIL);
    }

    static Stream<Arguments> clear() {
        return Stream.of(
                arguments("a chunk with an extension in quotes", CHUNKED + "f;a=\"b;c\"\r\n" + BODY + "\r\n0\r\n\r\n"),
                arguments("a size with zeros before it", CHUNKED + "0000f\r\n" + BODY + "\r\n0\r\n\r\n"),
                arguments("fields behind the chunks", CHUNKED + "f\r\n" + BODY + "\r\n0\r\nX: y\r\n\r\n"),
                arguments("an empty line before it", "\r\n" + NEXT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clear")
    void a_request_whose_end_is_clear_is_taken_and_its_connection_stays(String name, String request)
            throws IOException {
        String last = HEAD + "Connection: close\r\n" + WHOLE;

        assertThat(statuses(exchange(request + last))).containsExactly("200", "200");
    }

    @Test
    void two_hosts_are_refused() throws IOException {
        String twice = LINE + "Host: x\r\nHost: y\r\nConnection: close\r\n" + WHOLE;

        assertThat(statuses(exchange(twice))).containsExactly("400");
    }

    @Test
    void a_caller_of_http_1_0_is_not_told_to_continue() throws IOException {
        String request = HEAD.replace("/1.1", "/1.0") + "Expect: 100-continue\r\n" + WHOLE;

        assertThat(statuses(exchange(request))).containsExactly("200");
    }

    @Test
    void a_caller_who_ends_its_side_behind_its_request_has_its_answer() throws IOException {
        try (Socket socket = send(NEXT)) {
            socket.shutdownOutput();

            assertThat(statuses(rest(socket))).containsExactly("200");
        }
    }

    private static List<String> statuses(String answers) {
        return STATUS.matcher(answers)
                .results()
                .map((MatchResult answer) -> answer.group(1))
                .toList();
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = send(request)) {
            return rest(socket);
        }
    }

    private static Socket send(String request) throws IOException {
        Socket socket = new Socket("127.0.0.1", service.port());
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return socket;
    }

    /** What comes until the service ends the connection, as it must. */
    private static String rest(Socket socket) throws IOException {
        StringBuilder answers = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answers.append((char) next);
            }
            return answers.toString();
        } catch (SocketTimeoutException open) {
            throw new AssertionError("The connection stays open behind: " + answers, open);
        }
    }
}
