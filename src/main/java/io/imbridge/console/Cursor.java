package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A position in all partitions, as a text that means the same on every instance and after a restart.
 *
 * <p>It consists of a version and, for each topic, the CRC32 of its name, the number of partitions that follow, and one
 * varint for each partition. The varint is the offset plus one, or 0 for a partition without a position, because it had
 * no record.
 */
final class Cursor {
    /** A longer cursor would not fit into the headers of a request. */
    static final int LONGEST = 16 * 1024;

    private static final byte VERSION = 1;
    private static final int MOST_PARTITIONS = 100_000;
    private static final int BYTES_OF_VARINT = 10;

    private Cursor() {}

    /** The text for some offsets; null if it would be too long. */
    static @Nullable String of(Map<TopicPartition, Long> offsets) {
        SortedMap<String, SortedMap<Integer, Long>> topics = new TreeMap<>();
        offsets.forEach((partition, offset) -> {
            if (offset > 0) {
                topics.computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                        .put(partition.partition(), offset);
            }
        });
        int most = topics.values().stream().mapToInt(own -> own.lastKey() + 3).sum();
        ByteBuffer bytes = ByteBuffer.allocate(1 + most * BYTES_OF_VARINT);
        bytes.put(VERSION);
        topics.forEach((topic, own) -> {
            bytes.putInt(hash(topic));
            varint(own.lastKey() + 1, bytes);
            for (int partition = 0; partition <= own.lastKey(); partition++) {
                varint(own.getOrDefault(partition, -1L) + 1, bytes);
            }
        });
        bytes.flip();
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(toArray(bytes));
        return text.length() > LONGEST ? null : text;
    }

    /**
     * The cursor's offsets in the given topics, for those topics that it contains.
     *
     * @throws Problem when the text is not a cursor
     */
    static Map<TopicPartition, Long> read(String text, Collection<String> topics) {
        Map<Integer, String> byHash = new HashMap<>();
        topics.forEach(topic -> byHash.put(hash(topic), topic));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            require(bytes.get() == VERSION);
            while (bytes.hasRemaining()) {
                String topic = byHash.get(bytes.getInt());
                long partitions = varint(bytes);
                require(partitions <= MOST_PARTITIONS);
                for (int partition = 0; partition < partitions; partition++) {
                    long offset = varint(bytes) - 1;
                    if (topic != null && offset >= 0) {
                        offsets.put(new TopicPartition(topic, partition), offset);
                    }
                }
            }
        } catch (IllegalArgumentException | BufferUnderflowException other) {
            throw Problem.badRequest("This is no cursor that was given out here.");
        }
        return offsets;
    }

    /**
     * Checks whether a text is a cursor.
     *
     * @throws Problem when the text is not a cursor
     */
    static void check(String text) {
        read(text, List.of());
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException();
        }
    }

    private static int hash(String topic) {
        CRC32 sum = new CRC32();
        sum.update(topic.getBytes(UTF_8));
        return (int) sum.getValue();
    }

    private static void varint(long number, ByteBuffer bytes) {
        long rest = number;
        while (rest > 0x7f) {
            bytes.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    private static long varint(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            byte part = bytes.get();
            number |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException();
    }

    private static byte[] toArray(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }
}
