package io.imbridge.outbox;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One transaction: so many records are added, and those of earlier ones are forgotten, once they are many enough. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
public class CommitBenchmark {
    @Param({"1", "30", "250"})
    public int records;

    /** From how many on records are forgotten. */
    @Param({"1", "1000"})
    public int forgottenTogether;

    /** What lies in the file all the time. */
    @Param({"0", "100000"})
    public int backlog;

    private Path directory;
    private SqliteStore store;
    private long next = 1;
    private SequenceSet before = new SequenceSet();

    @Setup
    public void open() throws IOException {
        // On the disk of the project: /tmp is memory on some machines.
        directory = Files.createTempDirectory(Path.of("target"), "commit-");
        store = SqliteStore.open(directory.resolve("outbox.db"), 4L << 30, false);
        store.write(batch(backlog), before);
        store.tidy(backlog);
    }

    @Benchmark
    public long commit() throws IOException {
        List<KeptRecord> added = batch(records);
        boolean enough = before.size() >= forgottenTogether;
        long forgotten = store.write(added, enough ? before : new SequenceSet());
        if (enough) {
            before = new SequenceSet();
        }
        added.forEach(kept -> before.add(kept.sequence()));
        return forgotten;
    }

    private List<KeptRecord> batch(int count) {
        List<KeptRecord> batch = new ArrayList<>(count);
        Instant time = Instant.parse("2026-11-21T08:30:00.123Z");
        for (int i = 0; i < count; i++) {
            batch.add(new KeptRecord(
                    next++,
                    new OutboxRecord(
                            "im.group.after-topic-info-changed",
                            "@TGS#_@TGS#cKQ7XWMM62CA@TOPIC#_@TOPIC#c" + i,
                            "Group.CallbackAfterTopicInfoChanged",
                            "1400000000",
                            new UUID(next, next),
                            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                            time,
                            time,
                            null,
                            null,
                            new byte[450])));
        }
        return batch;
    }

    @TearDown
    public void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
