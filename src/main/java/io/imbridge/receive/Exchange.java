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
 * One request and its one answer, always the vendor's envelope. Gives back the place it took among those in flight,
 * once, however it ends. Used on the request's event loop only.
 */
final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final LogLimit DEFECTS = new LogLimit();

    private final HttpServerRequest request;
    private final Door door;
    private final InFlight inFlight;
    private final CallbackObserver observer;
    private final CallbackTracer.@Nullable Trace trace;
    private final long start = System.nanoTime();
    private final boolean framedOddly;
    private @Nullable String app;
    private String command = "none";
    private long bodyBytes;
    private boolean entered;
    private long taken;
    private boolean ended;
    private @Nullable String id;

    /** @param tracer null where nothing is traced */
    Exchange(
            HttpServerRequest request,
            Door door,
            InFlight inFlight,
            CallbackObserver observer,
            @Nullable CallbackTracer tracer) {
        this.request = request;
        this.door = door;
        this.inFlight = inFlight;
        this.observer = observer;
        this.framedOddly = isFramedOddly(request.headers().getAll("Transfer-Encoding"));
        this.trace = tracer == null ? null : tracer.begin(request.getHeader("traceparent"));
    }

    HttpServerRequest request() {
        return request;
    }

    /** Takes a place among those in flight. */
    void enter() {
        if (!inFlight.enter()) {
            throw new RefusedException(Refusal.TOO_MANY_IN_FLIGHT);
        }
        entered = true;
    }

    /** Takes room for bytes of the body. */
    void grow(long bytes) {
        if (!inFlight.grow(bytes)) {
            throw new RefusedException(Refusal.TOO_MANY_IN_FLIGHT);
        }
        taken += bytes;
    }

    /** Notes what the query names, for those who count. */
    void named(CallbackQuery query) {
        app = query.sdkAppId();
        List<String> commands = query.commands();
        if (!commands.isEmpty() && CallbackCommand.isWellFormed(commands.get(0))) {
            command = CommandCatalog.knows(commands.get(0)) ? commands.get(0) : "unknown";
        }
    }

    /** What goes on from here, where it is traced. */
    @Nullable
    String traceparent() {
        return trace == null ? null : trace.traceparent();
    }

    /** Notes that the body was read to its end. */
    void readWhole(long bytes) {
        bodyBytes = bytes;
    }

    void ok() {
        if (end(null)) {
            send(answer(200), Envelope.ok());
        }
    }

    void refuse(Refusal refusal) {
        if (end(refusal)) {
            LOG.debugf("Callback refused reason=%s request=%s", refusal.tag(), id());
            HttpServerResponse response = answer(refusal.status()).putHeader(RequestIds.HEADER, id());
            if (refusal == Refusal.METHOD_NOT_ALLOWED) {
                response.putHeader("Allow", "POST");
            } else if (refusal == Refusal.TOO_MANY_IN_FLIGHT) {
                response.putHeader("Retry-After", "1");
            }
            send(response, Envelope.of(refusal));
        }
    }

    private void send(HttpServerResponse response, Buffer envelope) {
        // A caller who waits for a word may send the body, or may not: what comes next could not be told from it.
        boolean last = door.isClosed() || asksToContinue() || framedOddly;
        // A connection of HTTP/2 has other requests under way; it ends with the server.
        if (last && request.version() != HttpVersion.HTTP_2) {
            response.putHeader("Connection", "close").end(envelope).onComplete(done -> request.connection()
                    .close());
        } else {
            response.end(envelope);
        }
    }

    /** Whether the caller waits for a word before it sends the body. */
    boolean asksToContinue() {
        return !request.isEnded() && request.headers().contains("Expect", "100-continue", true);
    }

    /** Whether servers may disagree where the request ends, so that one takes for a request what is no one's to another. */
    boolean isFramedOddly() {
        return framedOddly;
    }

    private static boolean isFramedOddly(List<String> encodings) {
        return !encodings.isEmpty()
                && !(encodings.size() == 1 && encodings.get(0).equalsIgnoreCase("chunked"));
    }

    /** Refuses for whatever reason a step failed; a reason of our own is logged. */
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

    /** Made when it is first needed: an answer that is OK has none. */
    private String id() {
        String known = id;
        if (known == null) {
            known = RequestIds.of(request.getHeader(RequestIds.HEADER));
            id = known;
        }
        return known;
    }

    /** The caller went away before the body was complete: there is nobody to answer. */
    void abandon() {
        if (!ended) {
            ended = true;
            leave();
            endTrace("abandoned");
        }
    }

    private void endTrace(String outcome) {
        if (trace != null) {
            trace.ended(app, command, outcome);
        }
    }

    private boolean end(@Nullable Refusal refusal) {
        if (ended) {
            return false;
        }
        ended = true;
        leave();
        observer.answered(app, command, refusal, bodyBytes, Duration.ofNanos(System.nanoTime() - start));
        endTrace(refusal == null ? "ok" : refusal.tag());
        return !request.response().closed();
    }

    private void leave() {
        if (entered) {
            inFlight.leave(taken);
        }
    }

    private HttpServerResponse answer(int status) {
        return request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
    }
}
