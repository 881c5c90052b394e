package io.imbridge.ops;

import io.imbridge.console.ResendObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts the dead letters that are sent again. */
@Singleton
final class ResendMetrics implements ResendObserver {
    private final Counter sent;
    private final Counter failed;

    ResendMetrics(MeterRegistry registry) {
        sent = counter(registry, "sent");
        failed = counter(registry, "failed");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder(MetricNames.CONSOLE_RESENT)
                .description("Dead letters that somebody sent again")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public void resent(boolean succeeded) {
        (succeeded ? sent : failed).increment();
    }
}
