package io.imbridge.receive;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A body that arrives piece by piece. It takes hardly more memory than its length, even when the pieces are small:
 * growth never copies it to a larger array.
 */
final class BodyChunks {
    /** Smaller pieces are joined, up to this length in bytes. */
    private static final int LENGTH = 8192;

    private final List<Buffer> chunks = new ArrayList<>(1);
    private int length;

    void add(Buffer chunk) {
        Buffer last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
        if (last != null && last.length() + chunk.length() <= LENGTH) {
            last.appendBuffer(chunk);
        } else {
            chunks.add(chunk);
        }
        length += chunk.length();
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        byte[] whole = new byte[length];
        int at = 0;
        for (Buffer chunk : chunks) {
            chunk.getBytes(whole, at);
            at += chunk.length();
        }
        return whole;
    }
}
