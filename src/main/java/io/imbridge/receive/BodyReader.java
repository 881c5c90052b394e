package io.imbridge.receive;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of one request, within limits of size and time.
 *
 * <p>The body of a request that is refused early is still read to its end and thrown away, so a caller that is still
 * sending can receive the answer; but not for longer than the time limit.
 */
final class BodyReader {
    private final Exchange exchange;
    private final HttpServerRequest request;
    private final Vertx vertx;
    private final long maxBytes;
    private final Duration timeout;
    private @Nullable BodyChunks body = new BodyChunks();
    private boolean over;
    private @Nullable Long timer;

    private BodyReader(Exchange exchange, Vertx vertx, long maxBytes, Duration timeout) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.vertx = vertx;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
    }

    /**
     * Reads the body.
     *
     * @param maxBytes a longer body is refused
     * @param timeout a body that takes longer is refused
     * @param whole called with the body, unless it was refused
     */
    static void read(Exchange exchange, Vertx vertx, long maxBytes, Duration timeout, Consumer<byte[]> whole) {
        new BodyReader(exchange, vertx, maxBytes, timeout).start(whole);
    }

    /** Throws away the rest of a request that was refused before its body was read. */
    static void discard(Exchange exchange, Vertx vertx, Duration timeout) {
        BodyReader reader = new BodyReader(exchange, vertx, 0, timeout);
        reader.body = null;
        reader.start(nothing -> {});
    }

    private void start(Consumer<byte[]> whole) {
        request.exceptionHandler(gone -> {
            end();
            body = null;
            exchange.abandon();
        });
        request.handler(this::more);
        request.endHandler(end -> {
            end();
            BodyChunks complete = body;
            // The request lives until it is answered and keeps a reference to this reader.
            body = null;
            if (complete != null) {
                whole.accept(complete.toBytes());
            }
            exchange.bodyEnded();
        });
        request.resume();
        // Most bodies arrive together with their heads, and are read before this runs.
        Vertx.currentContext().runOnContext(now -> limit());
    }

    private void limit() {
        if (!over) {
            timer = vertx.setTimer(timeout.toMillis(), unused -> tooSlow());
        }
    }

    private void end() {
        over = true;
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    private void more(Buffer chunk) {
        if (body == null) {
            return;
        }
        try {
            if (body.length() + chunk.length() > maxBytes) {
                throw new RefusedException(Refusal.BODY_TOO_LARGE);
            }
            exchange.grow(chunk.length());
            body.add(chunk);
        } catch (RefusedException refused) {
            body = null;
            exchange.refuse(refused);
        }
    }

    private void tooSlow() {
        body = null;
        exchange.refuse(Refusal.BODY_TOO_SLOW);
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }
}
