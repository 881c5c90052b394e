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
 * Decompresses bodies with {@code Content-Encoding: gzip}: one complete member with the right checksum. Bytes after the
 * member are ignored.
 */
final class Gzip {
    /** A piece becomes at most a thousand times as large before its size is checked. */
    private static final int PIECE = 4096;

    private Gzip() {}

    /**
     * Decompresses a body.
     *
     * @param maxBytes a larger body is refused
     * @param grow called with the number of additional bytes; may refuse
     * @throws RefusedException {@link Refusal#BODY_TOO_LARGE}, {@link Refusal#NOT_JSON} when the body is not gzip,
     *     or the refusal that {@code grow} throws
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

    /** Collects the decompressed bytes as long as they are within the limits. */
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
