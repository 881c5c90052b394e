package io.imbridge.receive;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections of both ports, and sees to it that one request of each is worked on at a time. */
public final class Connections {
    private final HttpServerOptions limits;
    private final ConnectionRules ofCallbacks;
    private final ConnectionRules ofPages;
    private final int managementPort;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * Watches none yet.
     *
     * @param limits of the server, how long lines, heads and chunks may be
     * @param ofCallbacks what holds on the public port
     * @param ofPages what holds on the management port
     */
    Connections(HttpServerOptions limits, ConnectionRules ofCallbacks, ConnectionRules ofPages, int managementPort) {
        this.limits = limits;
        this.ofCallbacks = ofCallbacks;
        this.ofPages = ofPages;
        this.managementPort = managementPort;
    }

    /** A connection is new. */
    void watch(Channel connection) {
        open.incrementAndGet();
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
        ConnectionRules rules = isOfPages(connection) ? ofPages : ofCallbacks;
        connection.pipeline().addFirst(new DecoderInstaller(channel -> new RequestDecoder(channel, limits, rules)));
    }

    private boolean isOfPages(Channel connection) {
        return connection.localAddress() instanceof InetSocketAddress own && own.getPort() == managementPort;
    }

    /** How many are open now. */
    public int open() {
        return open.get();
    }
}
