package io.imbridge.receive;

import io.imbridge.callback.Refusal;
import io.imbridge.verify.CallbackVerifier;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The objects that all requests share.
 *
 * @param tracer null when nothing is traced
 * @param keepAlive the header value that tells a caller how long its connection stays open
 */
record ServerContext(
        ListeningSockets listeningSockets,
        InFlight inFlight,
        CallbackObserver observer,
        CallbackVerifier verifier,
        @Nullable CallbackTracer tracer,
        String keepAlive) {
    /** Reports a request that was refused. */
    void tell(Refusal refusal, HttpServerRequest request, @Nullable String app, String command, String id) {
        String address = verifier.address(
                host(request.connection().remoteAddress()),
                host(request.remoteAddress()),
                request.headers().getAll("X-Forwarded-For"));
        observer.refused(refusal, new RefusedRequest(address, app, command, id));
    }

    private static @Nullable String host(@Nullable SocketAddress address) {
        return address == null ? null : address.host();
    }
}
