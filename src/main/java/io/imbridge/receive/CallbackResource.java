package io.imbridge.receive;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.imbridge.verify.CallbackVerifier;
import io.imbridge.verify.VerifiedCaller;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Receives every request of the public port, and answers each with the vendor's envelope.
 *
 * <p>Checks run from cheap to expensive, and the first that fails decides the answer: path, method, address, declared
 * size, callbacks in flight, app, signature, then the body. It runs on the event loop and never blocks it.
 */
public final class CallbackResource {
    private static final Logger LOG = Logger.getLogger(CallbackResource.class);

    private final CallbackVerifier verifier;
    private final Intake intake;
    private final InFlight inFlight;
    private final ListeningSockets listeningSockets = new ListeningSockets();
    private final ServerContext server;
    private final CallbackPath path;
    private final @Nullable HealthPath health;
    private final Clock clock;
    private final long maxBody;
    private final Duration readTimeout;
    private final Duration answerBudget;

    /**
     * Makes the resource.
     *
     * @param health the path that shows whether the service is ready; null for none
     */
    CallbackResource(
            ReceiveSettings settings,
            CallbackVerifier verifier,
            Intake intake,
            Observers observers,
            @Nullable HealthPath health,
            Clock clock) {
        this.verifier = verifier;
        this.intake = intake;
        this.path = new CallbackPath(settings.path());
        this.health = health;
        this.clock = clock;
        this.maxBody = settings.maxBody().asLongValue();
        this.readTimeout = settings.readTimeout();
        this.answerBudget = settings.answerBudget();
        this.inFlight = new InFlight(
                settings.maxInFlight(),
                settings.roomForBodies(Runtime.getRuntime().maxMemory()),
                maxBody);
        this.server = new ServerContext(
                listeningSockets,
                inFlight,
                observers.observer(),
                verifier,
                observers.tracer(),
                "timeout=" + settings.idleTimeout().toSeconds());
    }

    /** The observer and the tracer of callbacks; the tracer is null when nothing is traced. */
    record Observers(CallbackObserver observer, @Nullable CallbackTracer tracer) {}

    /** Receives one request of any kind. */
    void receive(Vertx vertx, HttpServerRequest request) {
        listeningSockets.requestArrived(request);
        if (health != null && health.answers(vertx, request)) {
            return;
        }
        Exchange exchange = new Exchange(request, server);
        try {
            checkRequestLine(request);
            verifyAddress(request);
            checkDeclaredSize(request);
            exchange.enter();
            CallbackQuery query = CallbackQuery.parse(request.query());
            exchange.named(query);
            VerifiedCaller caller = verifier.verify(query);
            boolean packed = isPacked(request);
            exchange.letContinue();
            BodyReader.read(exchange, vertx, maxBody, readTimeout, body -> take(exchange, caller, query, body, packed));
        } catch (RuntimeException refused) {
            exchange.refuse(refused);
            BodyReader.discard(exchange, vertx, readTimeout);
        }
    }

    /**
     * Answers a request that the server's router could not pass on.
     *
     * @param status the status that the router would have answered
     */
    void refuse(Vertx vertx, HttpServerRequest request, int status) {
        Exchange exchange = new Exchange(request, server);
        if (status == 404 || !path.is(request.path())) {
            exchange.refuse(Refusal.UNKNOWN_PATH);
        } else {
            exchange.refuse(status == 400 ? Refusal.MALFORMED_REQUEST : Refusal.INTERNAL);
        }
        BodyReader.discard(exchange, vertx, readTimeout);
    }

    /**
     * Accepts no new connections from now on, and waits until all received requests are answered.
     *
     * @param patience how long it waits at most
     */
    void close(Duration patience) {
        listeningSockets.close();
        int left = inFlight.awaitNone(patience);
        LOG.infof("Door closed unanswered=%d", left);
    }

    /** How many received requests have no answer that has left for the network. */
    public int inFlight() {
        return inFlight.requests();
    }

    /** How many bytes the bodies of these requests take together. */
    public long bytesInFlight() {
        return inFlight.bytes();
    }

    private void checkRequestLine(HttpServerRequest request) {
        if (!path.is(request.path())) {
            throw new RefusedException(Refusal.UNKNOWN_PATH);
        }
        if (!HttpMethod.POST.equals(request.method())) {
            throw new RefusedException(Refusal.METHOD_NOT_ALLOWED);
        }
    }

    private void verifyAddress(HttpServerRequest request) {
        if (verifier.allowsAnyAddress()) {
            return;
        }
        verifier.verifyAddress(
                host(request.connection().remoteAddress()),
                host(request.remoteAddress()),
                request.headers().getAll("X-Forwarded-For"));
    }

    private static @Nullable String host(@Nullable SocketAddress address) {
        return address == null ? null : address.host();
    }

    private void checkDeclaredSize(HttpServerRequest request) {
        String declared = request.getHeader("Content-Length");
        if (declared != null && Long.parseLong(declared) > maxBody) {
            throw new RefusedException(Refusal.BODY_TOO_LARGE);
        }
    }

    /** Whether the body is compressed in the one supported way. */
    private static boolean isPacked(HttpServerRequest request) {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding == null || coding.isEmpty() || coding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (!coding.equalsIgnoreCase("gzip") && !coding.equalsIgnoreCase("x-gzip")) {
            throw new RefusedException(Refusal.UNSUPPORTED_ENCODING);
        }
        return true;
    }

    private void take(Exchange exchange, VerifiedCaller caller, CallbackQuery query, byte[] body, boolean packed) {
        Context context = Vertx.currentContext();
        Executor loop = work -> context.runOnContext(now -> work.run());
        PendingExchange pending = new PendingExchange(exchange, answerBudget, loop);
        exchange.handedOn(body.length, pending);
        try {
            RawCallback callback = new RawCallback(caller.sdkAppId(), caller.signed(), query, clock.instant(), body);
            (packed ? intake.takePacked(callback, maxBody, pending) : intake.take(callback, pending))
                    .whenCompleteAsync((kept, failure) -> answer(exchange, failure), loop);
        } catch (RuntimeException | Error defect) {
            // After any failure the request's place among those in flight must be released.
            exchange.refuse(defect);
        }
    }

    private static void answer(Exchange exchange, @Nullable Throwable failure) {
        if (failure == null) {
            exchange.ok();
        } else {
            exchange.refuse(failure);
        }
    }
}
