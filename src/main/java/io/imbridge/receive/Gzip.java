package io.imbridge.receive;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** Unpacks bodies that come with {@code Content-Encoding: gzip}. */
final class Gzip {
    private static final int PIECE = 8192;

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
        Pieces unpacked = new Pieces();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), PIECE)) {
            byte[] piece = in.readNBytes(PIECE);
            while (piece.length > 0) {
                if (unpacked.length() + piece.length > maxBytes) {
                    throw new RefusedException(Refusal.BODY_TOO_LARGE);
                }
                grow.accept(piece.length);
                unpacked.add(Buffer.buffer(piece));
                piece = in.readNBytes(PIECE);
            }
        } catch (IOException noGzip) {
            throw new RefusedException(Refusal.NOT_JSON);
        }
        return unpacked.toBytes();
    }
}
