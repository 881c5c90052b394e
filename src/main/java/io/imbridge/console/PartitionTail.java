package io.imbridge.console;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One partition of dead letters, read from its end to its beginning in chunks of records. */
final class PartitionTail {
    private static final int CHUNK = 200;

    private final TopicPartition partition;
    private final long begin;
    private final Deque<DeadLetter> read = new ArrayDeque<>();

    /** The records before it have not been read. */
    private long end;

    private long chunkEnd;

    /**
     * Prepares the reading of a partition.
     *
     * @param begin the first offset
     * @param end the offset after the last record
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

    /** Whether it must read more to know its next letter. */
    boolean needsMore() {
        return read.isEmpty() && end > begin;
    }

    /** Begins the next older chunk; returns the offset from which to read. */
    long beginChunk() {
        chunkEnd = end;
        end = Math.max(begin, end - CHUNK);
        return end;
    }

    /** The end of the chunk that is being read. */
    long chunkEnd() {
        return chunkEnd;
    }

    /** Adds the next record of the chunk, in the order of offsets. */
    void add(DeadLetter deadLetter) {
        if (deadLetter.id().offset() < chunkEnd) {
            read.addLast(deadLetter);
        }
    }

    /** The newest letter that was not taken; null if it must be read first or there is none. */
    @Nullable
    DeadLetter newest() {
        return read.peekLast();
    }

    void take() {
        read.removeLast();
    }

    /** The offset after the letters that were not taken. */
    long reached() {
        DeadLetter newest = read.peekLast();
        return newest == null ? end : newest.id().offset() + 1;
    }

    boolean isExhausted() {
        return read.isEmpty() && end <= begin;
    }
}
