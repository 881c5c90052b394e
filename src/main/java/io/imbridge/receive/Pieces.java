package io.imbridge.receive;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A body that arrives piece by piece. It takes hardly more memory than its length, even when the pieces are small:
 * growth never copies it to a larger array.
 */
final class Pieces {
    /** Smaller pieces are joined, up to this length in bytes. */
    private static final int LENGTH = 8192;

    private final List<Buffer> pieces = new ArrayList<>(1);
    private int length;

    void add(Buffer piece) {
        Buffer last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (last != null && last.length() + piece.length() <= LENGTH) {
            last.appendBuffer(piece);
        } else {
            pieces.add(piece);
        }
        length += piece.length();
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        byte[] whole = new byte[length];
        int at = 0;
        for (Buffer piece : pieces) {
            piece.getBytes(whole, at);
            at += piece.length();
        }
        return whole;
    }
}
