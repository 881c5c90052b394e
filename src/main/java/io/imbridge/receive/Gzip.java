package io.imbridge.receive;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.vertx.core.buffer.Buffer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks bodies that come with {@code Content-Encoding: gzip}: one member, whole and with the right checksum. What stands
 * behind it is no part of it.
 */
final class Gzip {
    /** Becomes a thousand times as much at most, before anybody can look. */
    private static final int PIECE = 4096;

    private Gzip() {}

    /**
     * Unpacks a body.
     *
     * @param maxBytes more is refused
     * @param grow told how many bytes more it takes; may refuse
     * @throws RefusedException {@link Refusal#BODY_TOO_LARGE}, {@link Refusal#NOT_JSON} for what is no gzip, or what
     *     {@code grow} refuses with
     */
    static byte[] unpack(byte[] packed, long maxBytes, LongConsumer grow) {
        JdkZlibDecoder decoder = new JdkZlibDecoder(ZlibWrapper.GZIP, false, 0);
        Unpacked unpacked = new Unpacked(maxBytes, grow);
        EmbeddedChannel channel = new EmbeddedChannel(decoder, unpacked);
        try {
            for (int at = 0; at < packed.length && !decoder.isClosed(); at += PIECE) {
                channel.writeInbound(Unpooled.wrappedBuffer(packed, at, Math.min(PIECE, packed.length - at)));
                unpacked.check();
            }
        } catch (DecompressionException noGzip) {
            throw new RefusedException(Refusal.NOT_JSON);
        } finally {
            channel.finishAndReleaseAll();
        }
        if (!decoder.isClosed()) {
            throw new RefusedException(Refusal.NOT_JSON);
        }
        return unpacked.chunks.toBytes();
    }

    /** Gathers what comes of it, as long as that is within the limits. */
    private static final class Unpacked extends SimpleChannelInboundHandler<ByteBuf> {
        private final BodyChunks chunks = new BodyChunks();
        private final long maxBytes;
        private final LongConsumer grow;
        private @Nullable RefusedException refused;

        Unpacked(long maxBytes, LongConsumer grow) {
            this.maxBytes = maxBytes;
            this.grow = grow;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf chunk) {
            if (refused != null) {
                return;
            }
            try {
                if (chunks.length() + chunk.readableBytes() > maxBytes) {
                    throw new RefusedException(Refusal.BODY_TOO_LARGE);
                }
                grow.accept(chunk.readableBytes());
                chunks.add(Buffer.buffer(ByteBufUtil.getBytes(chunk)));
            } catch (RefusedException refusal) {
                refused = refusal;
            }
        }

        void check() {
            if (refused != null) {
                throw refused;
            }
        }
    }
}
