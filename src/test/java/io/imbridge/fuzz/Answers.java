package io.imbridge.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection that is used for all requests, and a check of each answer against the table of refusals. */
final class Answers implements AutoCloseable {
    private static final int PATIENCE_MILLISECONDS = 30_000;
    private static final int TOO_LONG = 414;
    private static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";
    private static final Pattern FAIL =
            Pattern.compile("\\{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"[^\"\\\\]+\",\"ErrorCode\":(\\d{5})}");
    private static final Map<Integer, String> CODES = Map.of(
            400, "10110",
            403, "1012[0-2]",
            404, "10133",
            405, "10130",
            413, "10131",
            414, "10110",
            429, "10132",
            503, "10140");

    private final int port;
    private Socket socket;
    private InputStream in;

    Answers(int port) throws IOException {
        this.port = port;
        connect();
    }

    private void connect() throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Sends a request and reads its answer.
     *
     * @return the status
     * @throws AssertionError when the answer is not in the table
     */
    int to(FuzzedRequests.Request request) throws IOException {
        socket.getOutputStream().write(request.bytes());
        String head = head();
        int status = Integer.parseInt(head.substring(9, 12));
        String body = new String(in.readNBytes(length(head)), ISO_8859_1);
        if (!isOfTheTable(status, body) || (status == TOO_LONG && request.valid())) {
            throw new AssertionError(
                    "not of the table: " + head + body + " to " + new String(request.bytes(), ISO_8859_1));
        }
        if (head.toLowerCase(Locale.ROOT).contains("connection: close")) {
            socket.close();
            connect();
        }
        return status;
    }

    private static boolean isOfTheTable(int status, String body) {
        Matcher fail = FAIL.matcher(body);
        return status == 200
                ? body.equals(OK)
                : fail.matches() && fail.group(1).matches(CODES.getOrDefault(status, ""));
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("closed after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int length(String head) {
        Matcher length = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n").matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
