package io.imbridge.outbox;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One record of a backlog in the file, read by the cursor together with all others. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
public class ReadBenchmark {
    private static final int BACKLOG = 100_000;
    private static final int TOPICS = 4;

    /** How many records a commit has under load. */
    private static final int BATCH = 25;

    private OutboxOnDisk outbox;

    @Setup
    public void fill() throws IOException {
        outbox = new OutboxOnDisk();
        Rows rows = new Rows();
        for (int written = 0; written < BACKLOG; written += BATCH) {
            outbox.write(rows.of("im.group.topic-" + written / BATCH % TOPICS, BATCH), new SequenceSet());
        }
    }

    @Benchmark
    @OperationsPerInvocation(BACKLOG)
    public long read() throws IOException {
        long after = Long.MIN_VALUE;
        long read = 0;
        for (List<StoredBatch> batches = next(after); !batches.isEmpty(); batches = next(after)) {
            after = batches.get(batches.size() - 1).first();
            read += batches.stream().mapToLong(batch -> batch.records().size()).sum();
        }
        if (read != BACKLOG) {
            throw new IllegalStateException(read + " records were read");
        }
        return read;
    }

    private List<StoredBatch> next(long after) throws IOException {
        return outbox.store().batches(after, Long.MAX_VALUE);
    }

    @TearDown
    public void close() throws IOException {
        outbox.close();
    }
}
