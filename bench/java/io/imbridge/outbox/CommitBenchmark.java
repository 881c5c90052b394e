package io.imbridge.outbox;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One transaction: it adds a batch of records, and deletes the batch of the transaction before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
public class CommitBenchmark {
    private static final String TOPIC = "im.group.after-topic-info-changed";
    private static final int BATCH = 1000;

    @Param({"1", "24", "250"})
    public int records;

    /** The number of records that are always in the file. */
    @Param({"0", "100000"})
    public int backlog;

    private final Rows rows = new Rows();
    private OutboxOnDisk outbox;
    private SequenceSet before = new SequenceSet();

    @Setup
    public void open() throws IOException {
        outbox = new OutboxOnDisk();
        for (int written = 0; written < backlog; written += BATCH) {
            outbox.write(rows.of(TOPIC, BATCH), new SequenceSet());
        }
    }

    @Benchmark
    public void commit() throws IOException {
        List<KeptRecord> added = rows.of(TOPIC, records);
        outbox.write(added, before);
        before = new SequenceSet();
        before.add(added.get(0).sequence());
    }

    @TearDown
    public void close() throws IOException {
        outbox.close();
    }
}
