package io.imbridge.receive;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.imbridge.verify.CallbackVerifier;
import io.imbridge.verify.VerifiedCaller;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP door: takes every request of the public port, and answers each with the vendor's envelope.
 *
 * <p>Checks go from cheap to dear, the first that fails answers: path, method, address, declared size, callbacks in
 * flight, app, signature, then the body. Runs on the event loop and never blocks it.
 */
public final class CallbackResource {
    private static final Logger LOG = Logger.getLogger(CallbackResource.class);

    private final ReceiveSettings settings;
    private final CallbackVerifier verifier;
    private final Intake intake;
    private final InFlight inFlight;
    private final Door door = new Door();
    private final CallbackObserver observer;
    private final @Nullable CallbackTracer tracer;
    private final Clock clock;
    private final long maxBody;
    private final AtomicInteger connections = new AtomicInteger();

    CallbackResource(
            ReceiveSettings settings,
            CallbackVerifier verifier,
            Intake intake,
            CallbackObserver observer,
            @Nullable CallbackTracer tracer,
            Clock clock) {
        this.settings = settings;
        this.verifier = verifier;
        this.intake = intake;
        this.observer = observer;
        this.tracer = tracer;
        this.clock = clock;
        this.maxBody = settings.maxBody().asLongValue();
        this.inFlight = new InFlight(
                settings.maxInFlight(),
                settings.roomForBodies(Runtime.getRuntime().maxMemory()));
    }

    /** Counts a new connection, and sees to it that no request of it takes too long to say what it is. */
    void watch(Channel connection) {
        connections.incrementAndGet();
        connection.closeFuture().addListener(closed -> connections.decrementAndGet());
        connection.pipeline().addFirst(new HeadWatch(settings.readTimeout(), observer));
    }

    /** Takes one request, whatever it is. */
    void receive(Vertx vertx, HttpServerRequest request) {
        if (!door.cameIn(request)) {
            return;
        }
        Exchange exchange = new Exchange(request, door, inFlight, observer, tracer);
        if (exchange.isFramedOddly()) {
            door.readNoFurther(request);
            exchange.refuse(Refusal.MALFORMED_REQUEST);
            return;
        }
        try {
            checkRequestLine(request);
            verifyAddress(request);
            checkDeclaredSize(request);
            exchange.enter();
            CallbackQuery query = CallbackQuery.parse(request.query());
            exchange.named(query);
            VerifiedCaller caller = verifier.verify(query);
            if (exchange.asksToContinue()) {
                request.response().writeContinue();
            }
            BodyReader.read(
                    exchange, vertx, maxBody, settings.readTimeout(), body -> take(exchange, caller, query, body));
        } catch (RuntimeException refused) {
            exchange.refuse(refused);
            BodyReader.discard(exchange, vertx, settings.readTimeout());
        }
    }

    /**
     * Answers a request that the server's router could not hand on.
     *
     * @param status what the router would have answered
     */
    void refuse(Vertx vertx, HttpServerRequest request, int status) {
        Exchange exchange = new Exchange(request, door, inFlight, observer, tracer);
        if (status == 404 || !settings.path().equals(request.path())) {
            exchange.refuse(Refusal.UNKNOWN_PATH);
        } else {
            exchange.refuse(status == 400 ? Refusal.MALFORMED_REQUEST : Refusal.INTERNAL);
        }
        BodyReader.discard(exchange, vertx, settings.readTimeout());
    }

    /**
     * Takes no connection any more, and waits until what came in is answered.
     *
     * @param patience how long it waits at most
     */
    void close(Duration patience) {
        door.close();
        int left = inFlight.awaitNone(patience);
        LOG.infof("Door closed unanswered=%d", left);
    }

    /** How many connections are open now, those of the management port among them. */
    public int connections() {
        return connections.get();
    }

    /** How many callbacks are being worked on now. */
    public int inFlight() {
        return inFlight.callbacks();
    }

    /** How many bytes their bodies take together. */
    public long bytesInFlight() {
        return inFlight.bytes();
    }

    private void checkRequestLine(HttpServerRequest request) {
        if (!settings.path().equals(request.path())) {
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

    private void take(Exchange exchange, VerifiedCaller caller, CallbackQuery query, byte[] body) {
        Context context = Vertx.currentContext();
        Executor loop = work -> context.runOnContext(now -> work.run());
        exchange.readWhole(body.length);
        try {
            RawCallback callback = new RawCallback(caller.sdkAppId(), caller.signed(), query, clock.instant(), body);
            intake.take(callback, exchange.traceparent(), exchange::grow, loop)
                    .whenCompleteAsync((kept, failure) -> answer(exchange, failure), loop);
        } catch (RuntimeException | Error defect) {
            // Whatever it is, the place among those in flight must be given back.
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
