package io.imbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Gives wrong answers. */
final class FaultyAnswer {
    private FaultyAnswer() {}

    /** Gives one; a silent one lasts until the stand-in is closed. */
    static void give(VendorFault fault, HttpExchange exchange, CountDownLatch closed) throws IOException {
        if (fault instanceof VendorFault.Html html) {
            send(exchange, html.status(), "text/html", "<html><body>Bad Gateway</body></html>");
        } else if (fault instanceof VendorFault.Raw raw) {
            send(exchange, 200, "application/json", raw.json());
        } else if (fault instanceof VendorFault.HalfJson) {
            send(exchange, 200, "application/json", "{\"ActionStatus\":\"OK\",\"ErrorCode\":0,\"Group");
        } else if (fault instanceof VendorFault.Silence) {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().flush();
            try {
                closed.await();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
