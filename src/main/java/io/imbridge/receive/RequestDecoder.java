package io.imbridge.receive;

import io.imbridge.callback.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the requests of one connection, one at a time: a following request is not decoded, and not read from the
 * socket beyond one read, before the answer has left for the network.
 *
 * <p>Refuses input that is not HTTP, heads that two servers could read differently, and heads that take too long;
 * closes a connection whose peer does not read. A caller that closes its own side after a request gets its answer. Used
 * on the connection's event loop only.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {
    private static final AttributeKey<RequestDecoder> OF_CHANNEL = AttributeKey.valueOf(RequestDecoder.class, "own");

    private final ConnectionRules rules;
    private final Channel channel;
    private final RequestTurn turn;
    private final ReadPause pause;
    private boolean inputClosed;
    private final ArrivalTime arrival = new ArrivalTime();
    private @Nullable Exchange exchange;

    RequestDecoder(Channel channel, HttpServerOptions limits, ConnectionRules rules) {
        super(limits);
        this.channel = channel;
        this.rules = rules;
        this.pause = new ReadPause(channel);
        this.turn = new RequestTurn(new PhaseTimer(channel.eventLoop(), rules.readTimeout(), this::expired));
        channel.attr(OF_CHANNEL).set(this);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    /** The decoder of a request's connection; null when it has none: in HTTP/2, and in dev mode. */
    static @Nullable RequestDecoder of(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection
                ? connection.channel().attr(OF_CHANNEL).get()
                : null;
    }

    /** Sets the exchange that answers the last decoded request if its body turns out not to be HTTP. */
    void serves(Exchange newest) {
        exchange = newest;
    }

    ArrivalTime arrival() {
        return arrival;
    }

    RequestTurn turn() {
        return turn;
    }

    @Override
    public void channelRead(ChannelHandlerContext own, Object bytes) throws Exception {
        arrival.read(own.executor());
        decodeMore(own, bytes);
    }

    private void decodeMore(ChannelHandlerContext own, Object bytes) throws Exception {
        arrival.looked();
        super.channelRead(own, bytes);
        if (turn.isAnswering() && actualReadableBytes() > 0) {
            pause.begin();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext own) throws Exception {
        if (pause.isOn()) {
            own.fireChannelReadComplete();
        } else {
            super.channelReadComplete(own);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext own, ByteBuf in, List<Object> out) throws Exception {
        if (turn.isAnswering()) {
            return;
        }
        if (turn.isOver()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (turn.isIdle()) {
            RequestHead.skipEmptyLines(in);
            if (!in.isReadable()) {
                return;
            }
            turn.headBegins();
        }
        super.decode(own, in, out);
        for (int at = 0; at < out.size(); at++) {
            if (!take(out.get(at))) {
                List<Object> rest = out.subList(at, out.size());
                rest.forEach(ReferenceCountUtil::release);
                rest.clear();
            }
        }
    }

    /** Notes what was decoded; returns false when it must not go further. */
    private boolean take(Object decoded) {
        if (decoded instanceof HttpRequest request) {
            HttpResponseStatus refusal = RequestHead.refusal(request);
            if (refusal != null) {
                refuse(Refusal.MALFORMED_REQUEST, refusal, request.headers().get(RequestIds.HEADER));
                return false;
            }
            rules.repair(request);
            turn.headEnds(HttpUtil.isKeepAlive(request));
            exchange = null;
        }
        if (decoded instanceof HttpContent content && content.decoderResult().isFailure()) {
            refuseBody();
            return false;
        }
        if (decoded instanceof LastHttpContent && turn.bodyEnds()) {
            nextTurn();
        }
        return true;
    }

    /** A chunk is malformed. The request's exchange answers this, unless it has answered already. */
    private void refuseBody() {
        Exchange unanswered = turn.isAnswered() ? null : exchange;
        turn.over();
        if (unanswered == null) {
            cut();
        } else {
            unanswered.refuse(Refusal.MALFORMED_REQUEST);
        }
    }

    /** A turn has ended, possibly the last one. */
    void nextTurn() {
        exchange = null;
        if (turn.isOver() || inputClosed || pause.isOn() || actualReadableBytes() > 0) {
            // Not now: the server has not noted yet that it has answered.
            channel.eventLoop().execute(this::goOn);
        }
    }

    private void goOn() {
        ChannelHandlerContext own = channel.pipeline().context(this);
        if (own == null) {
            return;
        }
        try {
            decodeMore(own, Unpooled.EMPTY_BUFFER);
            channelReadComplete(own);
        } catch (Exception defect) {
            own.fireExceptionCaught(defect);
        }
        if (turn.needsMore(actualReadableBytes())) {
            pause.end();
        }
        if (turn.isOver() || (inputClosed && !turn.isAnswering())) {
            cut();
        }
    }

    private void expired() {
        if (turn.isHead()) {
            refuse(Refusal.HEAD_TOO_SLOW, HttpResponseStatus.BAD_REQUEST, null);
        } else {
            cut();
        }
    }

    /** Answers on a connection that has no request for the server to answer. */
    private void refuse(Refusal refusal, HttpResponseStatus status, @Nullable String callersId) {
        turn.over();
        ChannelHandlerContext own = channel.pipeline().context(this);
        if (own != null) {
            own.writeAndFlush(rules.answer(refusal, status, callersId, own)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Closes the connection at once. The server's own way would wait until the peer has read all written bytes. */
    void cut() {
        ChannelHandlerContext own = channel.pipeline().context(this);
        if (own != null) {
            own.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext own, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            inputClosed = true;
            if (!turn.isAnswering()) {
                cut();
            }
        } else {
            super.userEventTriggered(own, event);
        }
    }

    /** A request that is cut off by the end of its connection does not count. */
    @Override
    protected void decodeLast(ChannelHandlerContext own, ByteBuf in, List<Object> out) {}

    /** Connections break every day, and nobody could do anything about it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext own, Throwable cause) throws Exception {
        if (cause instanceof IOException) {
            cut();
        } else {
            super.exceptionCaught(own, cause);
        }
    }

    /** The connection uses another protocol from now on. */
    @Override
    protected void handlerRemoved0(ChannelHandlerContext own) throws Exception {
        turn.gone();
        channel.attr(OF_CHANNEL).set(null);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        super.handlerRemoved0(own);
    }

    @Override
    public void channelInactive(ChannelHandlerContext own) throws Exception {
        turn.gone();
        super.channelInactive(own);
    }
}
