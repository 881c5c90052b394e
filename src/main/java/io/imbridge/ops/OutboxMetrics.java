package io.imbridge.ops;

import io.imbridge.outbox.CommitObserver;
import io.imbridge.outbox.Outbox;
import io.imbridge.outbox.OutboxState;
import io.imbridge.outbox.OutboxState.Mode;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Measures the outbox: how it writes, and how much it keeps. */
@Singleton
final class OutboxMetrics implements CommitObserver {
    private final MeterRegistry registry;
    private final Clock clock;
    private final Timer commits;
    private final DistributionSummary records;

    OutboxMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.commits = Timer.builder("bridge.outbox.commit")
                .description("Time of a transaction of the outbox")
                .register(registry);
        this.records = DistributionSummary.builder("bridge.outbox.commit.records")
                .description("Records added by one transaction")
                .register(registry);
    }

    @Override
    public void committed(int added, Duration took) {
        commits.record(took);
        records.record(added);
    }

    void register(@Observes StartupEvent event, Outbox outbox) {
        watch(outbox::state);
    }

    void watch(Supplier<OutboxState> outbox) {
        gauge("bridge.outbox.records", "Records kept that Kafka does not have", outbox, OutboxState::rows);
        gauge("bridge.outbox.bytes", "What the outbox takes on disk", outbox, OutboxState::bytes);
        gauge("bridge.outbox.oldest.seconds", "Age of the oldest record kept", outbox, this::age);
        gauge("bridge.outbox.damaged.files", "Damaged files set aside", outbox, OutboxState::damagedFiles);
        gauge(
                "bridge.outbox.held",
                "1 while callbacks wait for Kafka because the disk cannot keep them",
                outbox,
                state -> state.mode() == Mode.HELD ? 1 : 0);
    }

    private void gauge(
            String name, String description, Supplier<OutboxState> outbox, ToDoubleFunction<OutboxState> value) {
        Gauge.builder(name, () -> value.applyAsDouble(outbox.get()))
                .description(description)
                .register(registry);
    }

    private double age(OutboxState state) {
        return state.oldest() == null
                ? 0
                : Duration.between(state.oldest(), clock.instant()).toMillis() / 1000.0;
    }
}
