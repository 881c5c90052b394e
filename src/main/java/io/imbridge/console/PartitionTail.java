package io.imbridge.console;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One partition of the dead letters, read from its end to its beginning, some records at a time. */
final class PartitionTail {
    private static final int CHUNK = 200;

    private final TopicPartition partition;
    private final long begin;
    private final Deque<DeadLetter> read = new ArrayDeque<>();

    /** What lies before it has not been read. */
    private long end;

    private long chunkEnd;

    /**
     * Of nothing read yet.
     *
     * @param begin the first offset
     * @param end the offset behind the last
     */
    PartitionTail(TopicPartition partition, long begin, long end) {
        this.partition = partition;
        this.begin = begin;
        this.end = Math.max(begin, end);
        this.chunkEnd = this.end;
    }

    TopicPartition partition() {
        return partition;
    }

    /** Whether its next letter is known only when more is read. */
    boolean needsMore() {
        return read.isEmpty() && end > begin;
    }

    /** Begins to read what lies before; returns the offset to read from. */
    long beginChunk() {
        chunkEnd = end;
        end = Math.max(begin, end - CHUNK);
        return end;
    }

    /** Where the chunk ends that is being read. */
    long chunkEnd() {
        return chunkEnd;
    }

    /** The next record of the chunk, in the order of offsets. */
    void add(DeadLetter deadLetter) {
        if (deadLetter.id().offset() < chunkEnd) {
            read.addLast(deadLetter);
        }
    }

    /** The newest that was not taken, null when it must be read or there is none. */
    @Nullable
    DeadLetter newest() {
        return read.peekLast();
    }

    void take() {
        read.removeLast();
    }

    /** Before this offset is all that was not taken. */
    long reached() {
        DeadLetter newest = read.peekLast();
        return newest == null ? end : newest.id().offset() + 1;
    }

    boolean isExhausted() {
        return read.isEmpty() && end <= begin;
    }
}
