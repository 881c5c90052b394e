package io.imbridge.receive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.imbridge.callback.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.NetUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The rules for every connection, and the answer on a connection without a request that could be answered.
 *
 * @param readTimeout how long a head may take to arrive, and an answer to be read
 * @param forwarding how headers in which proxies name the caller are handled
 * @param observer is told of the answers that are given here; null on a port that receives no callbacks
 */
record ConnectionRules(
        Duration readTimeout,
        ForwardedHeaders forwarding,
        @Nullable CallbackObserver observer) {
    private static final Logger LOG = Logger.getLogger(ConnectionRules.class);

    /** Changes a request so the server can read its whole head. */
    void repair(HttpRequest request) {
        request.setUri(RequestHead.withPath(request.uri()));
        forwarding.repair(request.headers());
    }

    /**
     * A complete answer, after which the connection is closed.
     *
     * @param callersId the id that the request gives itself; null when it gives none
     * @param from the connection
     */
    ByteBuf answer(Refusal refusal, HttpResponseStatus status, @Nullable String callersId, ChannelHandlerContext from) {
        String id = RequestIds.of(callersId);
        Buffer body = observer == null
                ? new JsonObject().put("error", refusal.sentence()).toBuffer()
                : told(observer, refusal, new RefusedRequest(peer(from), null, "none", id));
        String head = """
                HTTP/1.1 %s\r
                Content-Type: application/json\r
                %s: %s\r
                Connection: close\r
                Content-Length: %d\r
                \r
                """.formatted(status, RequestIds.HEADER, id, body.length());
        return Unpooled.copiedBuffer(head.getBytes(US_ASCII), body.getBytes());
    }

    private static @Nullable String peer(ChannelHandlerContext of) {
        return of.channel().remoteAddress() instanceof InetSocketAddress ip
                ? NetUtil.toAddressString(ip.getAddress())
                : null;
    }

    private Buffer told(CallbackObserver counts, Refusal refusal, RefusedRequest request) {
        LOG.debugf("Callback refused reason=%s request=%s", refusal.tag(), request.id());
        counts.refused(refusal, request);
        counts.answered(null, "none", refusal, 0, refusal == Refusal.HEAD_TOO_SLOW ? readTimeout : Duration.ZERO);
        return Envelope.of(refusal);
    }
}
