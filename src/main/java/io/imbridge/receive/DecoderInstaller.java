package io.imbridge.receive;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.function.Function;

/**
 * Puts a {@link RequestDecoder} in the place of the server's own decoder, before that has read a byte.
 *
 * <p>The server's decoder is there when the first bytes come; or when those behind a PROXY header do, or those behind a
 * TLS handshake, or both: until then this moves on to the end of the pipeline.
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
