package io.imbridge.ops;

import io.imbridge.callback.Refusal;
import io.imbridge.console.ServiceView;
import io.imbridge.ops.OutboxHealth.Snapshot;
import io.imbridge.publish.RelayState;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Gives the console the counts and facts of this instance. */
@Singleton
final class ServiceWatch implements ServiceView {
    private final ServiceFacts known;
    private final CallbackMetrics callbacks;
    private final RelayMetrics relay;
    private final OutboxHealth outboxHealth;
    private final FullWatch full;
    private volatile @Nullable Facts facts;

    ServiceWatch(
            ServiceFacts known,
            CallbackMetrics callbacks,
            RelayMetrics relay,
            OutboxHealth outboxHealth,
            FullWatch full) {
        this.known = known;
        this.callbacks = callbacks;
        this.relay = relay;
        this.outboxHealth = outboxHealth;
        this.full = full;
    }

    @Override
    public Facts facts() {
        Facts told = facts;
        if (told == null) {
            told = known.facts();
            facts = told;
        }
        return told;
    }

    @Override
    public Moment look() {
        Snapshot snapshot = outboxHealth.snapshot();
        return new Moment(
                new Receiving(callbacks.kept(), callbacks.refused(), callbacks.latencies()),
                kept(snapshot),
                sending(snapshot.relay()));
    }

    private Kept kept(Snapshot snapshot) {
        return new Kept(
                mode(snapshot),
                snapshot.outbox().since(),
                snapshot.outbox().rows(),
                snapshot.outbox().bytes(),
                snapshot.outbox().oldest(),
                outboxHealth.isOnDisk() ? full.left() : null);
    }

    private Mode mode(Snapshot snapshot) {
        return switch (snapshot.mode()) {
            case DISK -> Mode.DISK;
            case WAITING_FOR_KAFKA -> outboxHealth.isOnDisk() ? Mode.WAITING_FOR_KAFKA : Mode.OFF;
            case REFUSING -> Mode.REFUSING;
        };
    }

    private Sending sending(RelayState state) {
        return new Sending(
                state.kafka().name().toLowerCase(Locale.ROOT),
                state.lasting(),
                relay.published(),
                state.inFlight(),
                state.pausedTopics().stream().sorted().toList(),
                relay.deadLetters());
    }

    @Override
    public List<Reason> refusals() {
        return Arrays.stream(Refusal.values())
                .map(refusal -> new Reason(refusal.tag(), refusal.sentence(), callbacks.refused(refusal)))
                .filter(reason -> reason.count() > 0)
                .toList();
    }
}
