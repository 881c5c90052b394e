package io.imbridge.abuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/** A connection of an attacker, who may send anything. Each character of a text is one byte. */
final class Connection implements AutoCloseable {
    /** So small that a caller who does not read is noticed soon. */
    private static final int LITTLE = 4096;

    /** The size of a piece to send. A piece counts once it is under way. */
    private static final int PIECE = 64 * 1024;

    private static final int PATIENCE_MILLISECONDS = 10_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] \\d{3} ");

    private final Traffic traffic;
    private final Socket socket = new Socket();
    private final InputStream in;
    private volatile boolean endedByService;

    Connection(int port, Traffic traffic) throws IOException {
        this.traffic = traffic;
        socket.setReceiveBufferSize(LITTLE);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLISECONDS);
        traffic.connected();
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Makes the buffers on this side small, so that {@link #send} shows how fast the other side reads. */
    void buffersLittle() throws IOException {
        socket.setSendBufferSize(LITTLE);
    }

    void send(String text) throws IOException {
        send(text.getBytes(ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += PIECE) {
            int length = Math.min(PIECE, bytes.length - at);
            socket.getOutputStream().write(bytes, at, length);
            traffic.sent(length);
        }
    }

    /** Ends the sending, and continues to read. */
    void endSending() throws IOException {
        socket.shutdownOutput();
    }

    /** Sets how long to wait for a byte, instead of 10 s. */
    void hasPatience(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
    }

    /** Reads one answer and returns its status. */
    int status() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) one());
        }
        int status = Integer.parseInt(head.substring(9, 12));
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            in.readNBytes(Integer.parseInt(length.group(1)));
        }
        traffic.answered(status);
        return status;
    }

    /** Reads one byte. */
    int one() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    /** Reads an answer, which must arrive and have one of these statuses. */
    void expect(Integer... statuses) throws IOException {
        int status;
        try {
            status = status();
        } catch (IOException none) {
            if (socket.isClosed()) {
                throw none;
            }
            throw new AssertionError("no answer", none);
        }
        Assertions.assertThat(status).isIn((Object[]) statuses);
    }

    /** The number of answers until the service closes the connection; negative if it stays open for that time. */
    int answersUntilClosedWithin(Duration patience) throws IOException {
        hasPatience(patience);
        try {
            return ANSWER.split(new String(in.readAllBytes(), ISO_8859_1), -1).length - 1;
        } catch (SocketTimeoutException open) {
            return -1;
        }
    }

    /** Reads and drops all incoming bytes in the background until the connection ends. */
    void readAside() {
        Thread reader = new Thread(
                () -> {
                    try {
                        in.transferTo(OutputStream.nullOutputStream());
                        endedByService = true;
                    } catch (IOException ended) {
                        // The connection ended, as all do.
                    }
                },
                "reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** Whether the service ended the connection. */
    boolean isEndedByService() {
        return endedByService;
    }

    /** Ends the connection at once: bytes that are under way in either direction are lost. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException ended) {
            // The connection is already gone.
        }
        close();
    }

    /** Whether this side ended it. */
    boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }
}
