package io.imbridge.receive;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets that new connections come in by, known from the requests that came. Once closed, connections that are
 * there go on, each for one more answer. Safe for many threads.
 */
final class ListeningSockets {
    private final Set<Channel> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A request came in. */
    void requestArrived(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            Channel socket = connection.channel().parent();
            if (socket != null) {
                sockets.add(socket);
            }
        }
    }

    /** Takes no connection any more, from the moment that this returns. */
    void close() {
        closed = true;
        sockets.forEach(socket -> socket.close().syncUninterruptibly());
    }

    boolean isClosed() {
        return closed;
    }
}
