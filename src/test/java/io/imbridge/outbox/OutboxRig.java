package io.imbridge.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A real outbox over a real file, whose disk fails and stands still when told. */
public final class OutboxRig implements AutoCloseable {
    static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final Instant TIME = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final FailoverOutbox outbox;
    private final @Nullable OutboxDirectory directory;
    private final @Nullable Committer committer;
    private volatile @Nullable IOException fault;
    private volatile boolean faultComesLate;
    private volatile CountDownLatch moving = new CountDownLatch(0);
    private volatile CountDownLatch tidying = new CountDownLatch(0);

    private OutboxRig(@Nullable Path path, long maxBytes) {
        if (path == null) {
            directory = null;
            committer = null;
            outbox = new FailoverOutbox(false, () -> 0, Clock.systemUTC(), System::nanoTime);
            return;
        }
        OutboxDirectory taken = OutboxDirectory.take(path, maxBytes, Clock.systemUTC());
        directory = taken;
        outbox = new FailoverOutbox(true, taken::damagedFiles, Clock.systemUTC(), System::nanoTime);
        committer = new Committer(
                outbox, damage -> new FaultyStore(taken.open(damage)), (records, took) -> {}, System::nanoTime);
        committer.start();
    }

    public static OutboxRig onDisk(Path path) {
        return new OutboxRig(path, 1L << 30);
    }

    static OutboxRig onDisk(Path path, long maxBytes) {
        return new OutboxRig(path, maxBytes);
    }

    static OutboxRig withoutDisk() {
        return new OutboxRig(null, 0);
    }

    public Outbox outbox() {
        return outbox;
    }

    /** From now on every write fails. */
    void breakDisk() {
        fault = new IOException("injected: I/O error");
    }

    /** From now on every write is done, and said to have failed: as when the last sync fails. */
    void breakDiskAfterCommits() {
        faultComesLate = true;
        breakDisk();
    }

    void mendDisk() {
        faultComesLate = false;
        fault = null;
    }

    /** From now on writes stand still, until told otherwise. */
    void stallDisk() {
        moving = new CountDownLatch(1);
    }

    /** From now on the disk stands still after each write, in what is done then. */
    void stallDiskAfterCommits() {
        tidying = new CountDownLatch(1);
    }

    void moveDisk() {
        moving.countDown();
        tidying.countDown();
    }

    /** What the ticker does. */
    void tick() {
        outbox.refuseOverdue();
        if (committer != null) {
            committer.watch();
        }
    }

    public static List<OutboxRecord> records(String topic, String... values) {
        return Arrays.stream(values)
                .map(value -> new OutboxRecord(
                        topic,
                        "k",
                        "A.b",
                        "1",
                        new UUID(1, 2),
                        "00",
                        TIME,
                        TIME,
                        null,
                        TRACEPARENT,
                        value.getBytes(UTF_8)))
                .toList();
    }

    static String[] numbers(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    static String value(KeptRecord kept) {
        return new String(kept.record().value(), UTF_8);
    }

    @Override
    public void close() {
        moveDisk();
        outbox.close();
        try {
            if (committer != null) {
                committer.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (directory != null) {
            directory.close();
        }
    }

    private final class FaultyStore implements OutboxStore {
        private final OutboxStore real;

        FaultyStore(OutboxStore real) {
            this.real = real;
        }

        @Override
        public long write(List<KeptRecord> added, SequenceSet forgotten) throws IOException {
            await(moving);
            IOException failure = fault;
            long deleted = failure == null || faultComesLate ? real.write(added, forgotten) : 0;
            if (failure != null) {
                throw failure;
            }
            return deleted;
        }

        @Override
        public List<KeptRecord> read(String topic, long after, int max) throws IOException {
            return real.read(topic, after, max);
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }

        @Override
        public void tidy(long records) {
            await(tidying);
            real.tidy(records);
        }

        @Override
        public Map<String, Long> lastByTopic() throws IOException {
            return real.lastByTopic();
        }

        @Override
        public long count() throws IOException {
            return real.count();
        }

        @Override
        public @Nullable Instant oldest() {
            return real.oldest();
        }

        @Override
        public long bytes() {
            return real.bytes();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
