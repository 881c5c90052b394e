package io.imbridge.ops;

import io.imbridge.ops.Keeping.Look;
import io.imbridge.ops.Keeping.Mode;
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

    void register(@Observes StartupEvent event, Keeping keeping) {
        watch(keeping);
    }

    void watch(Keeping keeping) {
        gauge(MetricNames.OUTBOX_RECORDS, "Records kept that Kafka does not have", keeping, look -> look.outbox()
                .rows());
        gauge(
                MetricNames.OUTBOX_OLDEST,
                "Age of the oldest record kept",
                keeping,
                look -> look.age().toMillis() / 1000.0);
        gauge(
                MetricNames.OUTBOX_HELD,
                "1 while callbacks wait for Kafka because the disk cannot keep them",
                keeping,
                look -> look.outbox().mode() == OutboxState.Mode.HELD ? 1 : 0);
        gauge(
                MetricNames.OUTBOX_ENABLED,
                "1 where there is an outbox on disk",
                keeping,
                look -> keeping.isOnDisk() ? 1 : 0);
        for (Mode mode : Mode.values()) {
            Gauge.builder(MetricNames.OUTBOX_MODE, () -> keeping.look().mode() == mode ? 1 : 0)
                    .description("1 for where callbacks are kept now")
                    .tag("mode", mode.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        watchDisk(keeping);
    }

    private void watchDisk(Keeping keeping) {
        gauge(MetricNames.OUTBOX_BYTES, "What the outbox takes on disk", keeping, look -> look.outbox()
                .bytes());
        gauge(MetricNames.OUTBOX_DAMAGED_FILES, "Damaged files set aside", keeping, look -> look.outbox()
                .damagedFiles());
        if (!keeping.isOnDisk()) {
            return;
        }
        gauge(MetricNames.OUTBOX_ROOM, "How much the outbox can still grow by", keeping, Look::room);
        gauge(MetricNames.DISK_FREE, "What the disk of the outbox has left", keeping, Look::diskFree);
    }

    private void gauge(String name, String description, Keeping keeping, ToDoubleFunction<Look> value) {
        Gauge.builder(name, () -> value.applyAsDouble(keeping.look()))
                .description(description)
                .register(registry);
    }
}
