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

/** One transaction: it adds some records, and deletes earlier ones once there are enough of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
public class CommitBenchmark {
    private static final String TOPIC = "im.group.after-topic-info-changed";

    @Param({"1", "30", "250"})
    public int records;

    /** The number of records from which on they are deleted together. */
    @Param({"1", "1000"})
    public int deletedTogether;

    /** The number of records that are always in the file. */
    @Param({"0", "100000"})
    public int backlog;

    private final Rows rows = new Rows();
    private OutboxOnDisk outbox;
    private SequenceSet before = new SequenceSet();

    @Setup
    public void open() throws IOException {
        outbox = new OutboxOnDisk();
        outbox.store().write(rows.of(TOPIC, backlog), before);
        outbox.store().tidy(backlog);
    }

    @Benchmark
    public long commit() throws IOException {
        List<KeptRecord> added = rows.of(TOPIC, records);
        boolean enough = before.size() >= deletedTogether;
        long deleted = outbox.store().write(added, enough ? before : new SequenceSet());
        if (enough) {
            before = new SequenceSet();
        }
        added.forEach(kept -> before.add(kept.sequence()));
        return deleted;
    }

    @TearDown
    public void close() throws IOException {
        outbox.close();
    }
}
