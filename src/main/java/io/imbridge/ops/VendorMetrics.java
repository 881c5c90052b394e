package io.imbridge.ops;

import io.imbridge.vendor.VendorObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Counts the results of the reads that the service makes by itself. */
@Singleton
final class VendorMetrics implements VendorObserver {
    private final MeterRegistry registry;

    VendorMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Kind kind : Kind.values()) {
            for (Outcome outcome : Outcome.values()) {
                counter(kind, outcome);
            }
        }
    }

    @Override
    public void read(Kind kind, Outcome outcome) {
        counter(kind, outcome).increment();
    }

    private Counter counter(Kind kind, Outcome outcome) {
        return Counter.builder(MetricNames.VENDOR_READS)
                .description("Reads from the vendor, on schedule or because a topic changed")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
