package io.imbridge.receive;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets that accept new connections, known from the requests that have arrived. After they are closed, existing
 * connections continue, each for one more answer. Safe for many threads.
 */
final class ListeningSockets {
    private final Set<Channel> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Notes the socket of a request. */
    void requestArrived(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            Channel socket = connection.channel().parent();
            if (socket != null) {
                sockets.add(socket);
            }
        }
    }

    /** Accepts no new connections; this holds as soon as the method returns. */
    void close() {
        closed = true;
        sockets.forEach(socket -> socket.close().syncUninterruptibly());
    }

    boolean isClosed() {
        return closed;
    }
}
