package io.imbridge.outbox.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.outbox.DamagedFileException;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Encodes records as bytes, one frame after the other. A frame is four bytes that mark its beginning, the length of its
 * body, the CRC-32C of the body, and the body. So damage destroys only the records in which it lies.
 */
final class Frames {
    private static final int MARK = 0x494D4B46;
    private static final int HEAD = 12;
    private static final int NONE = -1;
    private static final int FIXED = 8 + 8 + 8 + 16 + 7 * 4;

    private ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    /** Writes records. */
    byte[] write(List<KeptRecord> records) {
        buffer.clear();
        records.forEach(this::write);
        byte[] written = new byte[buffer.flip().limit()];
        buffer.get(written);
        return written;
    }

    private void write(KeptRecord kept) {
        OutboxRecord record = kept.record();
        byte[][] texts = {
            bytes(record.topic()),
            bytes(record.key()),
            bytes(record.command()),
            bytes(record.sdkAppId()),
            bytes(record.fingerprint()),
            bytes(record.deadLetterReason()),
            bytes(record.traceparent())
        };
        int length = FIXED + record.value().length;
        for (byte[] text : texts) {
            length += text == null ? 0 : text.length;
        }
        makeRoom(HEAD + length);
        int start = buffer.position();
        buffer.putInt(MARK).putInt(length).putInt(0);
        buffer.putLong(kept.sequence())
                .putLong(record.receivedTime().toEpochMilli())
                .putLong(record.time().toEpochMilli())
                .putLong(record.id().getMostSignificantBits())
                .putLong(record.id().getLeastSignificantBits());
        for (byte[] text : texts) {
            buffer.putInt(text == null ? NONE : text.length);
            if (text != null) {
                buffer.put(text);
            }
        }
        buffer.put(record.value());
        buffer.putInt(start + 8, checksum(buffer.array(), start + HEAD, length));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    private void makeRoom(int more) {
        if (buffer.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + more));
            buffer.flip();
            buffer = larger.put(buffer);
        }
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }

    /**
     * Reads records that were written here.
     *
     * @throws DamagedFileException when the bytes contain anything else
     */
    static List<KeptRecord> read(byte[] bytes) throws DamagedFileException {
        List<KeptRecord> records = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            KeptRecord kept = readOne(bytes, at);
            if (kept == null) {
                throw new DamagedFileException(
                        "A record is not what was written, at byte " + at + " of its batch", null);
            }
            records.add(kept);
            at += HEAD + length(bytes, at);
        }
        return records;
    }

    /** Reads all records that can be read, and skips everything between them. */
    static List<KeptRecord> readSound(byte[] bytes) {
        List<KeptRecord> records = new ArrayList<>();
        int at = 0;
        while (at + HEAD <= bytes.length) {
            KeptRecord kept = readOne(bytes, at);
            if (kept != null) {
                records.add(kept);
            }
            at += kept == null ? 1 : HEAD + length(bytes, at);
        }
        return records;
    }

    private static int length(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at + 4);
    }

    private static @Nullable KeptRecord readOne(byte[] bytes, int at) {
        ByteBuffer frame = ByteBuffer.wrap(bytes, at, bytes.length - at);
        if (frame.remaining() < HEAD + FIXED || frame.getInt() != MARK) {
            return null;
        }
        int length = frame.getInt();
        int checksum = frame.getInt();
        if (length < FIXED || length > frame.remaining() || checksum != checksum(bytes, at + HEAD, length)) {
            return null;
        }
        frame.limit(at + HEAD + length);
        try {
            return body(frame);
        } catch (BufferUnderflowException | DateTimeException | IllegalArgumentException | NullPointerException other) {
            return null;
        }
    }

    private static KeptRecord body(ByteBuffer frame) {
        long sequence = frame.getLong();
        Instant received = Instant.ofEpochMilli(frame.getLong());
        Instant time = Instant.ofEpochMilli(frame.getLong());
        UUID id = new UUID(frame.getLong(), frame.getLong());
        String topic = required(frame);
        String key = text(frame);
        String command = required(frame);
        String app = required(frame);
        String fingerprint = required(frame);
        String reason = text(frame);
        String traceparent = text(frame);
        byte[] value = new byte[frame.remaining()];
        frame.get(value);
        return new KeptRecord(
                sequence,
                new OutboxRecord(
                        topic, key, command, app, id, fingerprint, time, received, reason, traceparent, value));
    }

    private static String required(ByteBuffer frame) {
        String text = text(frame);
        if (text == null) {
            throw new IllegalArgumentException("a text is missing");
        }
        return text;
    }

    private static @Nullable String text(ByteBuffer frame) {
        int length = frame.getInt();
        if (length == NONE) {
            return null;
        }
        if (length < 0 || length > frame.remaining()) {
            throw new IllegalArgumentException("a text has no such length");
        }
        byte[] text = new byte[length];
        frame.get(text);
        return new String(text, UTF_8);
    }
}
