package io.imbridge.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.outbox.OutboxState.Mode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** A real outbox with a real file, and a test in the role of the relay. */
public final class OutboxRig implements AutoCloseable {
    static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    static final Duration BUDGET = Duration.ofSeconds(20);
    private static final long USUAL_BYTES = 1L << 30;
    private static final Duration LOOK = Duration.ofMillis(20);

    private static final Instant TIME = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final FailoverOutbox outbox;
    private final @Nullable FaultyPlace place;
    private final @Nullable Committer committer;
    private final AtomicLong ahead = new AtomicLong();

    private OutboxRig(@Nullable FaultyPlace place, Limits limits, Duration patience) {
        this.place = place;
        LongSupplier nanoTime = () -> System.nanoTime() + ahead.get();
        if (place == null) {
            committer = null;
            outbox = new FailoverOutbox(limits, () -> 0, Clock.systemUTC(), nanoTime);
            return;
        }
        outbox = new FailoverOutbox(limits, place::damagedFiles, Clock.systemUTC(), nanoTime);
        committer = new Committer(outbox.work(), place, (records, took) -> {}, nanoTime);
        try {
            committer.start(patience);
        } catch (UnusableDirectoryException unusable) {
            place.close();
            throw unusable;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        new BacklogReader(outbox.work(), LOOK).start();
    }

    public static OutboxRig onDisk(Path path) {
        return onDisk(path, USUAL_BYTES);
    }

    static OutboxRig onDisk(Path path, long maxBytes) {
        return over(FaultyPlace.in(path, maxBytes));
    }

    static OutboxRig onDisk(Path path, Limits limits) {
        return onDisk(path, USUAL_BYTES, limits);
    }

    static OutboxRig onDisk(Path path, long maxBytes, Limits limits) {
        return new OutboxRig(FaultyPlace.in(path, maxBytes), limits, BUDGET);
    }

    static OutboxRig over(FaultyPlace place) {
        return new OutboxRig(place, Limits.USUAL, BUDGET);
    }

    /** An outbox that waits for the disk no longer than this. */
    static OutboxRig over(FaultyPlace place, Duration patience) {
        return new OutboxRig(place, Limits.USUAL, patience);
    }

    static OutboxRig withoutDisk() {
        return new OutboxRig(null, Limits.USUAL, Duration.ZERO);
    }

    public Outbox outbox() {
        return outbox;
    }

    /** Its disk. */
    FaultyPlace disk() {
        if (place == null) {
            throw new IllegalStateException("it has no disk");
        }
        return place;
    }

    /** Does the work of the ticker. */
    void tick() {
        outbox.refuseOverdue();
        if (committer != null) {
            committer.watch();
        }
    }

    /** Lets this much time pass. */
    void later(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    void awaitMode(Mode mode) {
        await().until(() -> {
            tick();
            return outbox.state().mode() == mode;
        });
    }

    CompletableFuture<Void> append(String topic, String... values) {
        return outbox.append(records(topic, values), BUDGET).toCompletableFuture();
    }

    /** Waits for a condition that is fulfilled within milliseconds. */
    static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    /** Reads until there were this many records. */
    List<KeptRecord> read(String topic, int count) {
        List<KeptRecord> found = new ArrayList<>();
        soon().until(() -> {
            found.addAll(outbox.read(topic, count - found.size()));
            return found.size() >= count;
        });
        return found;
    }

    /** Reads this many records, reports each as delivered, and returns their values. */
    List<String> drain(String topic, int count) {
        List<String> drained = new ArrayList<>();
        soon().until(() -> {
            for (KeptRecord kept : outbox.read(topic, count - drained.size())) {
                drained.add(value(kept));
                deliver(kept);
            }
            return drained.size() >= count;
        });
        return drained;
    }

    /** Reports that Kafka has a record. */
    void deliver(KeptRecord kept) {
        outbox.delivered(kept);
    }

    /** Checks that no more records are returned, whatever is read from the file meanwhile. */
    void assertNothingMore(String topic) {
        soon().during(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(outbox.read(topic, 1)).isEmpty());
    }

    public static List<OutboxRecord> records(String topic, String... values) {
        return Arrays.stream(values)
                .map(value -> new OutboxRecord(
                        topic,
                        "k",
                        "A.b",
                        "1",
                        UUID.nameUUIDFromBytes(value.getBytes(UTF_8)),
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

    static List<String> values(List<KeptRecord> records) {
        return records.stream().map(OutboxRig::value).toList();
    }

    @Override
    public void close() {
        if (place != null) {
            place.move();
        }
        outbox.close();
        try {
            if (committer != null) {
                committer.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (place != null) {
            place.close();
        }
    }
}
