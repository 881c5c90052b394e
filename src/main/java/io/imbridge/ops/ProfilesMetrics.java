package io.imbridge.ops;

import io.imbridge.callback.ProfileField;
import io.imbridge.profiles.Profiles;
import io.imbridge.profiles.ProfilesObserver;
import io.imbridge.profiles.ProfilesSettings;
import io.imbridge.profiles.ProfilesState;
import io.imbridge.profiles.ProfilesState.Phase;
import io.imbridge.vendor.TopicReads;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Counts the results of events on their way into profiles, and requests reads for changes that events do not specify.
 */
@Singleton
final class ProfilesMetrics implements ProfilesObserver {
    /** Exists from the start, so that the first drift shows as an increase. */
    private static final List<String> DRIFTING =
            ProfileField.eventNamesAfter("group", "topic", "groupType", "owner", "customFields");

    private final MeterRegistry registry;
    private final TopicReads reads;
    private final Map<Outcome, Counter> events = new EnumMap<>(Outcome.class);
    private final Counter unattributed;
    private final Counter failures;

    @Inject
    ProfilesMetrics(MeterRegistry registry, TopicReads reads) {
        this.registry = registry;
        this.reads = reads;
        for (Outcome outcome : Outcome.values()) {
            events.put(
                    outcome,
                    Counter.builder(MetricNames.PROFILES_EVENTS)
                            .description("Events that were processed for profiles, by outcome")
                            .tag(
                                    "outcome",
                                    outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .register(registry));
        }
        unattributed = Counter.builder(MetricNames.PROFILES_UNATTRIBUTED)
                .description("Changes that do not say which topic or group they are about")
                .register(registry);
        failures = Counter.builder(MetricNames.PROFILES_FAILURES)
                .description("How often the keeping of profiles stopped and began again")
                .register(registry);
    }

    @Override
    public void folded(Outcome outcome) {
        Objects.requireNonNull(events.get(outcome)).increment();
        if (outcome == Outcome.UNATTRIBUTED) {
            unattributed.increment();
        }
    }

    @Override
    public void drifted(String field, DriftKind kind) {
        drift(field, kind).increment();
    }

    /** The label is a field of a profile, so there are few values. */
    private Counter drift(String field, DriftKind kind) {
        return Counter.builder(MetricNames.PROFILES_DRIFT)
                .description("Fields of profiles that were wrong or unknown when the vendor was asked")
                .tag("field", field)
                .tag("kind", kind.word())
                .register(registry);
    }

    @Override
    public void unattributed(String sdkAppId, String groupId) {
        reads.want(sdkAppId, groupId);
    }

    @Override
    public void failed() {
        failures.increment();
    }

    void register(@Observes StartupEvent event, ProfilesSettings settings, Profiles profiles) {
        if (settings.enabled()) {
            watch(profiles::state);
        }
    }

    void watch(Supplier<ProfilesState> state) {
        for (String field : DRIFTING) {
            for (DriftKind kind : DriftKind.values()) {
                drift(field, kind);
            }
        }
        gauge(
                MetricNames.PROFILES_RUNNING,
                "1 while profiles are kept",
                () -> state.get().phase() == Phase.RUNNING ? 1 : 0);
        gauge(MetricNames.PROFILES_KEYS, "Estimate of the groups and topics that this instance keeps", () -> state.get()
                .keys());
        gauge(MetricNames.PROFILES_LAG, "Events that this instance has not put into profiles yet", () -> state.get()
                .lag());
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }
}
