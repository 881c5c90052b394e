package io.imbridge.ops;

import io.imbridge.publish.Relay;
import io.imbridge.publish.RelayObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Counts what becomes of records on their way to Kafka. Topics are the configured ones, so labels are bounded. */
@Singleton
final class RelayMetrics implements RelayObserver {
    private final MeterRegistry registry;
    private final Map<String, Counter> published = new ConcurrentHashMap<>();
    private final Counter resends;

    RelayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.resends = Counter.builder("bridge.relay.producer.replacements")
                .description("Producers replaced, what they had under way sent again")
                .register(registry);
    }

    @Override
    public void published(String topic) {
        published.computeIfAbsent(topic, this::counter).increment();
    }

    private Counter counter(String topic) {
        return Counter.builder("bridge.relay.records")
                .description("Records that Kafka acknowledged, by topic")
                .tag("topic", topic)
                .register(registry);
    }

    @Override
    public void buried(String reason) {
        Counter.builder("bridge.relay.dead.letters")
                .description("Records that Kafka refused for themselves, by reason")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    @Override
    public void resent() {
        resends.increment();
    }

    void register(@Observes StartupEvent event, Relay relay) {
        watch(relay::parkedTopics);
    }

    void watch(Supplier<Set<String>> parkedTopics) {
        Gauge.builder("bridge.relay.parked.topics", () -> parkedTopics.get().size())
                .description("Topics that cannot be written to now")
                .register(registry);
    }
}
