package io.imbridge.ops;

import io.imbridge.callback.Refusal;
import io.imbridge.console.ServiceView;
import io.imbridge.ops.Keeping.Look;
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
    private final Keeping keeping;
    private final FullWatch full;
    private volatile @Nullable Facts facts;

    ServiceWatch(ServiceFacts known, CallbackMetrics callbacks, RelayMetrics relay, Keeping keeping, FullWatch full) {
        this.known = known;
        this.callbacks = callbacks;
        this.relay = relay;
        this.keeping = keeping;
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
        Look look = keeping.look();
        return new Moment(
                new Receiving(callbacks.kept(), callbacks.refused(), callbacks.times()),
                kept(look),
                sending(look.relay()));
    }

    private Kept kept(Look look) {
        return new Kept(
                mode(look),
                look.outbox().since(),
                look.outbox().rows(),
                look.outbox().bytes(),
                look.outbox().oldest(),
                keeping.isOnDisk() ? full.left() : null);
    }

    private Mode mode(Look look) {
        return switch (look.mode()) {
            case DISK -> Mode.DISK;
            case HELD -> keeping.isOnDisk() ? Mode.HELD : Mode.OFF;
            case REFUSING -> Mode.REFUSING;
        };
    }

    private Sending sending(RelayState state) {
        return new Sending(
                state.kafka().name().toLowerCase(Locale.ROOT),
                state.lasting(),
                relay.published(),
                state.inFlight(),
                state.parkedTopics().stream().sorted().toList(),
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
