package io.imbridge.ops;

import io.imbridge.receive.Readiness;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Gives the service its clock, and its public port what it may say of the inside. */
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
