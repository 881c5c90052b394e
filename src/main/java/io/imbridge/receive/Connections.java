package io.imbridge.receive;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the open connections of both ports, and makes sure that one request of each connection is processed at a time.
 */
public final class Connections {
    private final HttpServerOptions limits;
    private final ConnectionRules ofCallbacks;
    private final ConnectionRules ofPages;
    private final int managementPort;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * Watches no connection yet.
     *
     * @param limits the server's limits for lines, heads and chunks
     * @param ofCallbacks the rules of the public port
     * @param ofPages the rules of the management port
     */
    Connections(HttpServerOptions limits, ConnectionRules ofCallbacks, ConnectionRules ofPages, int managementPort) {
        this.limits = limits;
        this.ofCallbacks = ofCallbacks;
        this.ofPages = ofPages;
        this.managementPort = managementPort;
    }

    /** Watches a new connection. */
    void watch(Channel connection) {
        open.incrementAndGet();
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
        ConnectionRules rules = isOfPages(connection) ? ofPages : ofCallbacks;
        connection.pipeline().addFirst(new DecoderInstaller(channel -> new RequestDecoder(channel, limits, rules)));
    }

    private boolean isOfPages(Channel connection) {
        return connection.localAddress() instanceof InetSocketAddress own && own.getPort() == managementPort;
    }

    /** How many connections are open now. */
    public int open() {
        return open.get();
    }
}
