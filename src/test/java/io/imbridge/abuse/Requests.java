package io.imbridge.abuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.imbridge.testkit.Callbacks;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests of HTTP/1.1 as bytes, one character each. */
final class Requests {
    static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    static final String BODY = "{\"GroupId\":\"abuse\",\"Type\":\"Public\",\"Name\":\"x\"}";

    /** Just below the default limit. */
    static final int LARGE = 1_000_000;

    private Requests() {}

    /** The beginning of every callback of an app without tokens. */
    static String line() {
        return "POST /?" + Callbacks.query(Callbacks.COMMAND) + " HTTP/1.1\r\nHost: x\r\n";
    }

    /** The head of a callback whose body has this length. */
    static String head(int length) {
        return line() + "Content-Length: " + length + "\r\n\r\n";
    }

    /** The head of a callback whose body comes in chunks. */
    static String chunked() {
        return line() + "Transfer-Encoding: chunked\r\n\r\n";
    }

    /** A callback that anybody who knows the app may send. */
    static String callback(String body) {
        return head(body.length()) + body;
    }

    /** A callback of a caller who proves a token. */
    static String signed(String body) {
        return "POST /?" + Callbacks.signedQuery(Callbacks.COMMAND) + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    /** As many copies of a request as fit into a block that is sent at once. */
    static byte[] block(String request) {
        return request.repeat(1 + 4 * 1024 / request.length()).getBytes(ISO_8859_1);
    }

    /** Fields with the shortest possible names. */
    static String shortFields(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + prefix + Integer.toString(i, 36) + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
