package io.imbridge.ops;

import io.imbridge.ops.OutboxHealth.Snapshot;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures every ten seconds how much room the outbox has, and reports when there will be none. */
@Singleton
final class FullWatch {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final OutboxHealth outboxHealth;
    private final FullForecast forecast = new FullForecast();
    private final MultiGauge gauge;
    private final Ticker ticker = new Ticker("outbox-room");

    FullWatch(OutboxHealth outboxHealth, MeterRegistry registry) {
        this.outboxHealth = outboxHealth;
        this.gauge = MultiGauge.builder(MetricNames.OUTBOX_TIME_UNTIL_FULL)
                .description("When disk or outbox will be full, if it goes on as in the last minutes")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        if (outboxHealth.isOnDisk()) {
            ticker.every(PAUSE, () -> look(System.nanoTime()));
        }
    }

    void look(long nanos) {
        Snapshot now = outboxHealth.snapshot();
        note(nanos, now.diskFree(), outboxHealth.bytesToLimit(now));
    }

    void note(long nanos, long diskFree, long bytesToLimit) {
        forecast.note(nanos, diskFree, bytesToLimit);
        Duration left = forecast.left();
        // Without a prediction there is no row: a placeholder number would draw a line on a dashboard.
        gauge.register(left == null ? List.of() : List.of(Row.of(Tags.empty(), left.toSeconds())), true);
    }

    /** The time until the outbox has no room; null while the room does not shrink, or lasts for long. */
    @Nullable
    Duration left() {
        return forecast.left();
    }

    @PreDestroy
    void stop() {
        ticker.close();
    }
}
