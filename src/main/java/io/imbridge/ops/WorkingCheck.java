package io.imbridge.ops;

import io.imbridge.outbox.RunningOutbox;
import io.imbridge.publish.Relay;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** The liveness check: it is up while the threads exist that only a restart could bring back. */
@Liveness
@Singleton
final class WorkingCheck implements HealthCheck {
    private final Relay relay;
    private final RunningOutbox outbox;

    WorkingCheck(Relay relay, RunningOutbox outbox) {
        this.relay = relay;
        this.outbox = outbox;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("working")
                .status(relay.isRunning() && outbox.isRunning())
                .withData("relay", relay.isRunning())
                .withData("outbox", outbox.isRunning())
                .build();
    }
}
