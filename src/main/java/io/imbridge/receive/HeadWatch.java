package io.imbridge.receive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.imbridge.callback.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request whose head takes too long to arrive. Nobody else could: the decoder says nothing until a head is
 * complete, and until then the connection counts as idle.
 *
 * <p>Stands before the decoder, where it sees what comes in, and behind it, where it sees what becomes of that. A request
 * that comes in one piece costs no timer.
 */
final class HeadWatch extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = Logger.getLogger(HeadWatch.class);

    private final Duration timeout;
    private final CallbackObserver observer;
    private boolean inBody;
    private boolean decoded;
    private @Nullable Future<?> timer;

    HeadWatch(Duration timeout, CallbackObserver observer) {
        this.timeout = timeout;
        this.observer = observer;
    }

    /** Takes its place at the first bytes, when the server has taken its own: behind TLS, if there is that. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        ChannelHandlerContext tls = context.pipeline().context(SslHandler.class);
        context.pipeline().addAfter((tls == null ? context : tls).name(), null, new Before());
        context.pipeline().remove(this);
        context.fireChannelRead(bytes);
    }

    private final class Before extends ChannelInboundHandlerAdapter {
        private @Nullable ChannelHandlerContext decoder;

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            if (decoder == null) {
                decoder = context.pipeline().context(HttpRequestDecoder.class);
                if (decoder != null) {
                    context.pipeline().addAfter(decoder.name(), null, new Behind());
                }
            }
            decoded = false;
            context.fireChannelRead(bytes);
            // A connection that speaks something else has no decoder, or has it no more.
            if (!decoded && !inBody && timer == null && decoder != null && !decoder.isRemoved()) {
                timer = context.executor().schedule(() -> refuse(context), timeout.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            cancel();
            context.fireChannelInactive();
        }
    }

    private final class Behind extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            decoded = true;
            if (message instanceof HttpRequest) {
                inBody = true;
                cancel();
            }
            if (message instanceof LastHttpContent) {
                inBody = false;
            }
            context.fireChannelRead(message);
        }
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void refuse(ChannelHandlerContext context) {
        String id = RequestIds.of(null);
        LOG.debugf("Callback refused reason=%s request=%s", Refusal.HEAD_TOO_SLOW.tag(), id);
        context.writeAndFlush(answer(id)).addListener(ChannelFutureListener.CLOSE);
        observer.answered(null, "none", Refusal.HEAD_TOO_SLOW, 0, timeout);
    }

    /** There is no request that the server could answer. */
    private static ByteBuf answer(String id) {
        Buffer envelope = Envelope.of(Refusal.HEAD_TOO_SLOW);
        String head = """
                HTTP/1.1 %s\r
                Content-Type: application/json\r
                %s: %s\r
                Connection: close\r
                Content-Length: %d\r
                \r
                """.formatted(
                HttpResponseStatus.valueOf(Refusal.HEAD_TOO_SLOW.status()), RequestIds.HEADER, id, envelope.length());
        return Unpooled.copiedBuffer(head.getBytes(US_ASCII), envelope.getBytes());
    }
}
