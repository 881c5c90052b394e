package io.imbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Base64;
import java.util.Locale;

/**
 * An answer as it arrived on a socket.
 *
 * @param head the status line and headers in lower case, without the last line break
 */
public record RawAnswer(int status, String head, String body) {
    /** The answer to a request without a body; the target and the headers are sent unchanged. */
    public static RawAnswer of(int port, String method, String target, String headers) throws IOException {
        return of(port, method + " " + target + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n");
    }

    /** The answer to these bytes, which must close the connection. */
    public static RawAnswer of(int port, String request) throws IOException {
        String text = RawHttp.exchange(port, request);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer: " + text);
        }
        return new RawAnswer(
                Integer.parseInt(text.substring(9, 12)),
                text.substring(0, end).toLowerCase(Locale.ROOT),
                text.substring(end + 4));
    }

    /** The header line of the user {@code console} with this password. */
    public static String login(String password) {
        return "Authorization: " + basic("console:" + password) + "\r\n";
    }

    /** The value of {@code Authorization} for a name and a password with a colon between them. */
    public static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }
}
