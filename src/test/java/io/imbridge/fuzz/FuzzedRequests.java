package io.imbridge.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.GoldenCallback;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Requests that are random changes of callbacks: query, body and framing. */
final class FuzzedRequests {
    /**
     * A request.
     *
     * @param bytes the whole request
     * @param valid whether its head is certainly valid HTTP and not too long
     */
    record Request(byte[] bytes, boolean valid) {}

    private record Callback(byte[] query, byte[] body) {}

    private static final String[] WORDS = {
        "CallbackCommand=",
        "&",
        "=",
        "%00",
        "%0d%0a",
        "Sign=",
        "RequestTime=",
        "SdkAppid=1400000000",
        "%ff",
        "\"",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\\u0000",
        "\\ud800",
        "1e999999",
        "//",
        "/*",
        "\"GroupId\"",
        "\"EventTime\":",
        "null",
        "\u00ff\u00fe"
    };

    /** The server accepts no request line longer than 4096. */
    private static final int LONGEST_QUERY = 3500;

    private final List<Callback> seeds = new ArrayList<>();

    FuzzedRequests() throws IOException {
        for (GoldenCallback golden : GoldenCallback.all()) {
            seeds.add(new Callback(golden.query().getBytes(UTF_8), golden.body()));
        }
        for (Path input : FuzzTarget.ANSWER.inputs()) {
            byte[] bytes = Files.readAllBytes(input);
            int line = new String(bytes, ISO_8859_1).indexOf('\n');
            if (line >= 0) {
                seeds.add(new Callback(Arrays.copyOf(bytes, line), Arrays.copyOfRange(bytes, line + 1, bytes.length)));
            }
        }
    }

    Request next(Random random) {
        Callback seed = seeds.get(random.nextInt(seeds.size()));
        byte[] body = random.nextInt(3) == 0 ? seed.body() : changed(seed.body(), random);
        String query = new String(random.nextInt(2) == 0 ? seed.query() : changed(seed.query(), random), ISO_8859_1);
        if (random.nextInt(3) == 0) {
            query = query.replace(Callbacks.APP, Callbacks.SIGNED_APP) + "&" + Callbacks.signature();
        }
        boolean raw = random.nextInt(10) == 0;
        String head = (random.nextInt(20) == 0 ? "PUT " : "POST ")
                + (random.nextInt(20) == 0 ? "/other" : "/") + "?" + (raw ? query : encoded(query))
                + " HTTP/1.1\r\nHost: x\r\nX-Any: " + encoded(query) + "\r\n";
        return new Request(whole(head, body, random), !raw);
    }

    private static byte[] whole(String head, byte[] body, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (random.nextInt(4) > 0) {
            out.writeBytes((head + "Content-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1));
            out.writeBytes(body);
            return out.toByteArray();
        }
        out.writeBytes((head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
        for (int at = 0; at < body.length; ) {
            int length = Math.min(body.length - at, 1 + random.nextInt(500));
            out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
            out.write(body, at, length);
            out.writeBytes("\r\n".getBytes(ISO_8859_1));
            at += length;
        }
        out.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        return out.toByteArray();
    }

    private static byte[] changed(byte[] bytes, Random random) {
        String text = new String(bytes, ISO_8859_1);
        int changes = 1 + random.nextInt(5);
        for (int i = 0; i < changes; i++) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(12));
            text = switch (random.nextInt(5)) {
                case 0 -> text.substring(0, from) + text.substring(to);
                case 1 -> text.substring(0, from) + (char) random.nextInt(256) + text.substring(to);
                case 2 -> text.substring(0, from) + WORDS[random.nextInt(WORDS.length)] + text.substring(from);
                case 3 -> text.substring(0, to) + text.substring(from);
                default ->
                    text.substring(0, from)
                            + text.substring(from, to).repeat(1 + random.nextInt(200))
                            + text.substring(to);
            };
        }
        return text.getBytes(ISO_8859_1);
    }

    /** Encodes all characters that may not be in a request line; percent signs stay, valid or not. */
    private static String encoded(String query) {
        StringBuilder encoded = new StringBuilder();
        query.chars()
                .forEach(c -> encoded.append(c > ' ' && c < 0x7F ? Character.toString(c) : String.format("%%%02x", c)));
        return encoded.substring(0, Math.min(encoded.length(), LONGEST_QUERY));
    }
}
