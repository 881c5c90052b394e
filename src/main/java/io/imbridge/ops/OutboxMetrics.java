package io.imbridge.ops;

import io.imbridge.ops.OutboxHealth.Mode;
import io.imbridge.ops.OutboxHealth.Snapshot;
import io.imbridge.outbox.CommitObserver;
import io.imbridge.outbox.OutboxState;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** Measures the outbox: its writes, and its content. */
@Singleton
final class OutboxMetrics implements CommitObserver {
    private static final Duration[] BOUNDS = LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Timer commits;
    private final DistributionSummary records;

    OutboxMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.commits = Timer.builder(MetricNames.OUTBOX_COMMIT)
                .description("Time of a transaction of the outbox")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
        this.records = DistributionSummary.builder(MetricNames.OUTBOX_COMMIT_RECORDS)
                .description("Records added by one transaction")
                .register(registry);
    }

    @Override
    public void committed(int added, Duration took) {
        commits.record(took);
        records.record(added);
    }

    void register(@Observes StartupEvent event, OutboxHealth outboxHealth) {
        watch(outboxHealth);
    }

    void watch(OutboxHealth outboxHealth) {
        gauge(
                MetricNames.OUTBOX_RECORDS,
                "Records kept that Kafka does not have",
                outboxHealth,
                snapshot -> snapshot.outbox().rows());
        gauge(
                MetricNames.OUTBOX_OLDEST,
                "Age of the oldest record kept",
                outboxHealth,
                snapshot -> snapshot.age().toMillis() / 1000.0);
        gauge(
                MetricNames.OUTBOX_WAITING_FOR_KAFKA,
                "1 while callbacks wait for Kafka because the disk cannot keep them",
                outboxHealth,
                snapshot -> snapshot.outbox().mode() == OutboxState.Mode.WAITING_FOR_KAFKA ? 1 : 0);
        gauge(
                MetricNames.OUTBOX_ENABLED,
                "1 where there is an outbox on disk",
                outboxHealth,
                snapshot -> outboxHealth.isOnDisk() ? 1 : 0);
        for (Mode mode : Mode.values()) {
            Gauge.builder(MetricNames.OUTBOX_MODE, () -> outboxHealth.snapshot().mode() == mode ? 1 : 0)
                    .description("1 for the mode that the outbox is in now")
                    .tag("mode", mode.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(registry);
        }
        watchDisk(outboxHealth);
    }

    private void watchDisk(OutboxHealth outboxHealth) {
        gauge(
                MetricNames.OUTBOX_BYTES,
                "Bytes that the outbox takes on disk",
                outboxHealth,
                snapshot -> snapshot.outbox().bytes());
        gauge(MetricNames.OUTBOX_DAMAGED_FILES, "Damaged files quarantined", outboxHealth, snapshot -> snapshot.outbox()
                .damagedFiles());
        if (!outboxHealth.isOnDisk()) {
            return;
        }
        gauge(MetricNames.OUTBOX_ROOM, "Bytes that the outbox can still grow by", outboxHealth, Snapshot::room);
        gauge(MetricNames.DISK_FREE, "Free bytes on the disk of the outbox", outboxHealth, Snapshot::diskFree);
    }

    private void gauge(String name, String description, OutboxHealth outboxHealth, ToDoubleFunction<Snapshot> value) {
        Gauge.builder(name, () -> value.applyAsDouble(outboxHealth.snapshot()))
                .description(description)
                .register(registry);
    }
}
