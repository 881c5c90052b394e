package io.imbridge.outbox;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import java.io.IOException;
import java.util.ArrayList;
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

/** One record of a backlog in the file, read together with others of its topic. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
public class ReadBenchmark {
    private static final int BACKLOG = 100_000;
    private static final int TOPICS = 4;
    private static final int TOGETHER = 500;

    private OutboxOnDisk outbox;
    private long after;

    @Setup
    public void fill() throws IOException {
        outbox = new OutboxOnDisk();
        Rows rows = new Rows();
        List<KeptRecord> backlog = new ArrayList<>(BACKLOG);
        for (int i = 0; i < BACKLOG; i++) {
            backlog.addAll(rows.of(topic(i % TOPICS), 1));
        }
        outbox.store().write(backlog, new SequenceSet());
        outbox.store().tidy(BACKLOG);
    }

    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public List<KeptRecord> read() throws IOException {
        List<KeptRecord> read = outbox.store().read(topic(0), after, TOGETHER);
        after = read.size() < TOGETHER ? 0 : read.get(TOGETHER - 1).sequence();
        return read;
    }

    private static String topic(int number) {
        return "im.group.topic-" + number;
    }

    @TearDown
    public void close() throws IOException {
        outbox.close();
    }
}
