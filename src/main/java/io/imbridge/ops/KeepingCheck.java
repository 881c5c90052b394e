package io.imbridge.ops;

import io.imbridge.outbox.Outbox;
import io.imbridge.outbox.OutboxSettings;
import io.imbridge.outbox.OutboxState;
import io.imbridge.outbox.OutboxState.Mode;
import io.imbridge.publish.Relay;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: a callback could be kept now. Kafka's absence alone never ends that; a disk that fails does, when Kafka does
 * not take what it cannot.
 */
@Readiness
@Singleton
final class KeepingCheck implements HealthCheck {
    private final Outbox outbox;
    private final Relay relay;
    private final boolean onDisk;

    KeepingCheck(Outbox outbox, Relay relay, OutboxSettings settings) {
        this.outbox = outbox;
        this.relay = relay;
        this.onDisk = settings.enabled();
    }

    @Override
    public HealthCheckResponse call() {
        OutboxState state = outbox.state();
        boolean refusing = onDisk && state.mode() == Mode.HELD && !relay.isDelivering();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("keeping")
                .status(!refusing)
                .withData("mode", refusing ? "refusing" : state.mode().name().toLowerCase(Locale.ROOT))
                .withData("since", state.since().toString())
                .withData("records", state.rows())
                .withData("bytes", state.bytes())
                .withData("damagedFiles", state.damagedFiles())
                .withData("kafka", relay.isDelivering() ? "delivering" : "away")
                .withData("parkedTopics", String.join(",", relay.parkedTopics()));
        if (state.oldest() != null) {
            response.withData("oldest", state.oldest().toString());
        }
        return response.build();
    }
}
