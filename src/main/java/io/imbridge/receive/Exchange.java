package io.imbridge.receive;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.LogLimit;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request and its one answer, which is always the vendor's envelope. Releases its place in flight exactly once,
 * however it ends. Used on the request's event loop only.
 */
final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final LogLimit DEFECTS = new LogLimit();

    private final HttpServerRequest request;
    private final ServerContext server;
    private final InFlight.Place place;
    private final @Nullable RequestDecoder decoder;
    private final CallbackTracer.@Nullable Trace trace;
    private final long start;
    private @Nullable String app;
    private String command = "none";
    private long bodyBytes;
    private @Nullable PendingExchange pending;
    private boolean toldToContinue;
    private boolean closesAfterBody;
    private boolean ended;
    private @Nullable String id;

    Exchange(HttpServerRequest request, ServerContext server) {
        this.request = request;
        this.server = server;
        this.place = server.inFlight().begin();
        this.decoder = RequestDecoder.of(request);
        this.start = lastArrival();
        CallbackTracer tracer = server.tracer();
        this.trace = tracer == null ? null : tracer.begin(request.getHeader("traceparent"));
        if (decoder != null) {
            decoder.serves(this);
        }
    }

    HttpServerRequest request() {
        return request;
    }

    /** Counts the request as a callback. */
    void enter() {
        if (!place.enter()) {
            throw new RefusedException(Refusal.TOO_MANY_IN_FLIGHT);
        }
    }

    /** Reserves memory for bytes of the body. Any thread may call it. */
    void grow(long bytes) {
        if (!place.grow(bytes)) {
            throw new RefusedException(Refusal.TOO_MANY_IN_FLIGHT);
        }
    }

    /** Notes what the query names, for the counters. */
    void named(CallbackQuery query) {
        app = query.sdkAppId();
        List<String> commands = query.commands();
        if (!commands.isEmpty() && CallbackCommand.isWellFormed(commands.get(0))) {
            command = CommandCatalog.knows(commands.get(0)) ? commands.get(0) : "unknown";
        }
    }

    /** The trace context for the steps that follow; null when nothing is traced. */
    @Nullable
    String traceparent() {
        return trace == null ? null : trace.traceparent();
    }

    /** Notes that the body is complete and handed over: its bytes are in use until {@link #ok} or {@link #refuse}. */
    void handedOn(long bytes, PendingExchange to) {
        bodyBytes = bytes;
        pending = to;
    }

    /** When the connection's last bytes arrived, as far as it can be known: a time of {@link System#nanoTime}. */
    long lastArrival() {
        return decoder == null ? System.nanoTime() : decoder.arrival().earliest();
    }

    /** How long these bytes had waited before they were processed, as far as it can be known. */
    Duration waited() {
        return decoder == null ? Duration.ZERO : decoder.arrival().waited();
    }

    void ok() {
        if (decide()) {
            send(answer(200), Envelope.ok(), null);
        }
    }

    void refuse(Refusal refusal) {
        if (decide()) {
            LOG.debugf("Callback refused reason=%s request=%s", refusal.tag(), id());
            server.tell(refusal, request, app, command, id());
            HttpServerResponse response = answer(refusal.status()).putHeader(RequestIds.HEADER, id());
            if (refusal == Refusal.METHOD_NOT_ALLOWED) {
                response.putHeader("Allow", "POST");
            } else if (refusal == Refusal.TOO_MANY_IN_FLIGHT) {
                response.putHeader("Retry-After", "1");
            } else if (decoder != null && spoilsWhatFollows(refusal)) {
                decoder.turn().endsConnection();
            }
            send(response, Envelope.of(refusal), refusal);
        }
    }

    /** A malformed body may have had a wrong length: then the server would take its rest for the next request. */
    private static boolean spoilsWhatFollows(Refusal refusal) {
        return refusal == Refusal.NOT_JSON || refusal == Refusal.MALFORMED_REQUEST;
    }

    /** Whether the caller's one answer may be given now; false when it was given or the caller went away. */
    private boolean decide() {
        pending = null;
        if (ended) {
            place.leave();
            return false;
        }
        ended = true;
        return true;
    }

    private void send(HttpServerResponse response, Buffer envelope, @Nullable Refusal refusal) {
        // A caller that waits for 100 Continue may send the body or not: the next bytes would be ambiguous.
        boolean last = server.listeningSockets().isClosed()
                || asksToContinue()
                || (decoder != null && decoder.turn().isLast());
        // A connection of HTTP/2 carries other requests too; it ends with the server.
        boolean closes = last && request.version() != HttpVersion.HTTP_2;
        if (closes) {
            response.putHeader("Connection", "close");
            if (decoder != null) {
                decoder.turn().endsConnection();
            }
        } else if (decoder != null) {
            response.putHeader("Keep-Alive", server.keepAlive());
        }
        response.end(envelope).onComplete(written -> {
            finish(refusal, written.succeeded());
            closesAfterBody = closes;
            if (asksToContinue()
                    || request.isEnded()
                    || (decoder != null && decoder.turn().isOver())) {
                bodyEnded();
            }
        });
    }

    /** The body has ended. A caller that was still sending could not have received its answer before this. */
    void bodyEnded() {
        if (closesAfterBody) {
            request.connection().close();
        }
    }

    /** Sends 100 Continue if the caller waits for it. */
    void letContinue() {
        if (asksToContinue()) {
            toldToContinue = true;
            request.response().writeContinue();
        }
    }

    private void finish(@Nullable Refusal refusal, boolean written) {
        place.leave();
        if (written) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            server.observer().answered(app, command, refusal, bodyBytes, took);
            endTrace(refusal == null ? "ok" : refusal.tag());
        } else {
            server.observer().abandoned(app, command);
            endTrace("abandoned");
        }
    }

    /** Whether the caller waits for 100 Continue before it sends the body; HTTP/1.0 does not have it. */
    private boolean asksToContinue() {
        return !toldToContinue
                && !request.isEnded()
                && request.version() != HttpVersion.HTTP_1_0
                && request.headers().contains("Expect", "100-continue", true);
    }

    /** Refuses the callback because a step failed. A failure that is the service's own is logged. */
    void refuse(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof RefusedException refused) {
            refuse(refused.refusal());
        } else {
            long withheld = DEFECTS.pass();
            if (withheld >= 0) {
                LOG.errorf(failure, "Callback failed request=%s withheld=%d", id(), withheld);
            }
            refuse(Refusal.INTERNAL);
        }
    }

    /** Made when first needed: an answer that is OK has no id. */
    private String id() {
        String known = id;
        if (known == null) {
            known = RequestIds.of(request.getHeader(RequestIds.HEADER));
            id = known;
        }
        return known;
    }

    /** The caller went away before its answer. A body in the outbox keeps its place until the outbox has finished. */
    void abandon() {
        if (!ended) {
            ended = true;
            if (pending == null) {
                place.leave();
            } else {
                pending.abandon();
            }
            server.observer().abandoned(app, command);
            endTrace("abandoned");
        }
    }

    private void endTrace(String outcome) {
        if (trace != null) {
            trace.ended(app, command, outcome);
        }
    }

    private HttpServerResponse answer(int status) {
        return request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
    }
}
