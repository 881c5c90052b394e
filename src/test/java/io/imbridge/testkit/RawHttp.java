package io.imbridge.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** Sends bytes over a socket, for requests that no HTTP client would send. */
public final class RawHttp {
    private static final int PATIENCE_MILLISECONDS = 20_000;

    private RawHttp() {}

    /** Sends a request, and reads until the server closes the connection; each character is one byte. */
    public static String exchange(int port, String request) throws IOException {
        return new String(exchange(port, request.getBytes(ISO_8859_1)), ISO_8859_1);
    }

    /** Sends a request, and reads until the server closes the connection. */
    public static byte[] exchange(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            return socket.getInputStream().readAllBytes();
        }
    }
}
