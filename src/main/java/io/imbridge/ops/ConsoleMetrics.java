package io.imbridge.ops;

import io.imbridge.console.ConsoleSettings;
import io.imbridge.console.EventStreams;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Counts the browsers that watch the console. */
@Singleton
final class ConsoleMetrics {
    private final MeterRegistry registry;

    ConsoleMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void register(@Observes StartupEvent event, ConsoleSettings settings, Instance<EventStreams> streams) {
        if (settings.enabled()) {
            watch(streams.get()::count);
        }
    }

    void watch(Supplier<Number> watchers) {
        Gauge.builder(MetricNames.CONSOLE_WATCHERS, watchers)
                .description("Streams that pages of the console have open")
                .register(registry);
    }
}
