package io.imbridge.ops;

import io.imbridge.callback.TopicNames;
import io.imbridge.publish.Relay;
import io.imbridge.publish.RelayObserver;
import io.imbridge.publish.RelayState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** Counts the results of records on their way to Kafka. Topics come from the configuration, so labels are bounded. */
@Singleton
final class RelayMetrics implements RelayObserver {
    /** From a few milliseconds to an outage of hours. */
    private static final Duration[] LAGS = LongStream.of(
                    5, 10, 25, 50, 100, 250, 500, 1000, 5000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 14_400_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, Counter> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Counter> refused = new ConcurrentHashMap<>();
    private final Map<String, Counter> returned = new ConcurrentHashMap<>();
    private final Map<String, Counter> found = new ConcurrentHashMap<>();
    private final Counter deadLetters;
    private final Counter resends;
    private final Counter replacements;
    private final Timer lag;

    @Inject
    RelayMetrics(MeterRegistry registry, Clock clock, TopicNames topics) {
        this.registry = registry;
        this.clock = clock;
        // A counter that appears with its first event would show no increase for that event.
        refusedFor("record-too-large");
        this.deadLetters = of(topics.deadLetter(), acknowledged, "acknowledged");
        this.resends = Counter.builder(MetricNames.RELAY_RESENDS)
                .description("Records that came back without an acknowledgement, and are sent again")
                .register(registry);
        this.replacements = Counter.builder(MetricNames.RELAY_PRODUCER_REPLACEMENTS)
                .description("Producers replaced")
                .register(registry);
        this.lag = Timer.builder(MetricNames.RELAY_LAG)
                .description("Time from a callback's arrival to Kafka's acknowledgement")
                .serviceLevelObjectives(LAGS)
                .register(registry);
    }

    @Override
    public void published(String topic, Instant received) {
        of(topic, acknowledged, "acknowledged").increment();
        lag.record(clock.millis() - received.toEpochMilli(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void refused(String topic, String reason) {
        of(topic, refused, "refused").increment();
        refusedFor(reason).increment();
    }

    @Override
    public void returned(String topic) {
        of(topic, returned, "returned").increment();
        resends.increment();
    }

    @Override
    public void found(String topic) {
        of(topic, found, "found").increment();
    }

    @Override
    public void replaced() {
        replacements.increment();
    }

    /** The number of dead letters that Kafka has accepted since the start. */
    long deadLetters() {
        return (long) deadLetters.count();
    }

    /** The number of records that Kafka has accepted since the start, including dead letters. */
    long published() {
        return (long) acknowledged.values().stream().mapToDouble(Counter::count).sum();
    }

    private Counter of(String topic, Map<String, Counter> ofOutcome, String outcome) {
        Counter known = ofOutcome.get(topic);
        return known != null ? known : ofOutcome.computeIfAbsent(topic, unseen -> counter(topic, outcome));
    }

    private Counter counter(String topic, String outcome) {
        return Counter.builder(MetricNames.RELAY_RECORDS)
                .description("Records that were sent, by topic and outcome")
                .tag("topic", topic)
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter refusedFor(String reason) {
        return Counter.builder(MetricNames.RELAY_DEAD_LETTERS)
                .description("Records that Kafka refused because of the record itself, by reason")
                .tag("reason", reason)
                .register(registry);
    }

    void register(@Observes StartupEvent event, Relay relay) {
        watch(relay::state);
    }

    void watch(Supplier<RelayState> relay) {
        gauge(
                MetricNames.RELAY_PAUSED_TOPICS,
                "Topics that cannot be written to now",
                relay,
                state -> state.pausedTopics().size());
        gauge(MetricNames.RELAY_IN_FLIGHT, "Records sent and not acknowledged", relay, RelayState::inFlight);
        gauge(
                MetricNames.KAFKA_UNREACHABLE,
                "1 while Kafka accepts no record or does not respond",
                relay,
                state -> state.isReachable() ? 0 : 1);
    }

    private void gauge(
            String name, String description, Supplier<RelayState> relay, ToDoubleFunction<RelayState> value) {
        Gauge.builder(name, () -> value.applyAsDouble(relay.get()))
                .description(description)
                .register(registry);
    }
}
