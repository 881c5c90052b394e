package io.imbridge.ops;

import io.imbridge.ops.OutboxHealth.Snapshot;
import io.imbridge.profiles.Profiles;
import io.imbridge.profiles.ProfilesState;
import io.imbridge.profiles.ProfilesState.Phase;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The readiness check: it is up if a callback could be kept now. An outage of Kafka alone never makes it fail. A
 * failing disk does, while Kafka does not accept the callbacks either.
 */
@Readiness
@Singleton
final class OutboxHealthCheck implements HealthCheck {
    private final OutboxHealth outboxHealth;
    private final RelayMetrics relay;
    private final FullWatch room;
    private final Profiles profiles;
    private final Clock clock;

    OutboxHealthCheck(OutboxHealth outboxHealth, RelayMetrics relay, FullWatch room, Profiles profiles, Clock clock) {
        this.outboxHealth = outboxHealth;
        this.relay = relay;
        this.room = room;
        this.profiles = profiles;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        Snapshot now = outboxHealth.snapshot();
        ProfilesState kept = profiles.state();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("keeping")
                .status(now.isReady())
                .withData("mode", word(now.mode()))
                .withData("since", now.outbox().since().toString())
                .withData("records", now.outbox().rows())
                .withData("bytes", now.outbox().bytes())
                .withData("damagedFiles", now.outbox().damagedFiles())
                .withData("kafka", word(now.relay().kafka()))
                .withData("kafkaSince", ago(now.relay().lasting()))
                .withData("pausedTopics", String.join(",", now.relay().pausedTopics()))
                .withData("deadLetters", relay.deadLetters());
        if (kept.phase() != Phase.OFF) {
            response.withData("profiles", word(kept.phase()));
        }
        if (outboxHealth.isOnDisk()) {
            response.withData("diskFree", now.diskFree()).withData("room", now.room());
        }
        Duration untilFull = room.left();
        if (untilFull != null) {
            response.withData("secondsUntilFull", untilFull.toSeconds());
        }
        if (now.outbox().oldest() != null) {
            response.withData("oldest", now.outbox().oldest().toString())
                    .withData("oldestSeconds", now.age().toSeconds());
        }
        return response.build();
    }

    private String ago(Duration time) {
        return clock.instant().minus(time).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
