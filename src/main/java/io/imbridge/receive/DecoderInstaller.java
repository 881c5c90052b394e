package io.imbridge.receive;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.function.Function;

/**
 * Replaces the server's own decoder with a {@link RequestDecoder} before the server's decoder has read a byte.
 *
 * <p>The server's decoder exists when the first bytes arrive, or the first bytes after a PROXY header, after a TLS
 * handshake, or after both. Until then this handler moves to the end of the pipeline.
 */
final class DecoderInstaller extends ChannelInboundHandlerAdapter {
    private static final int MOST_MOVES = 3;

    private final Function<Channel, RequestDecoder> decoders;
    private final int moves;

    DecoderInstaller(Function<Channel, RequestDecoder> decoders) {
        this(decoders, 0);
    }

    private DecoderInstaller(Function<Channel, RequestDecoder> decoders, int moves) {
        this.decoders = decoders;
        this.moves = moves;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        ChannelPipeline pipeline = context.pipeline();
        ChannelHandlerContext decoder = pipeline.context(VertxHttpRequestDecoder.class);
        ChannelHandlerContext encoder = pipeline.context(HttpResponseEncoder.class);
        if (decoder != null && encoder != null) {
            RequestDecoder own = decoders.apply(context.channel());
            pipeline.replace(decoder.handler(), decoder.name(), own);
            pipeline.addAfter(encoder.name(), null, new ResponseTracker(own));
        } else if (moves < MOST_MOVES) {
            pipeline.addLast(new DecoderInstaller(decoders, moves + 1));
        }
        pipeline.remove(this);
        context.fireChannelRead(bytes);
    }
}
