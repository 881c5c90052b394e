package io.imbridge.ops;

import io.imbridge.receive.Readiness;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Creates the service's clock, and the view of internal state that the public port may show. */
final class OpsBeans {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Readiness readiness(OutboxHealth outboxHealth) {
        return () -> outboxHealth.snapshot().isReady();
    }
}
