package io.imbridge.ops;

import io.imbridge.callback.Refusal;
import io.imbridge.console.LatencyHistogram;
import io.imbridge.receive.CallbackObserver;
import io.imbridge.receive.CallbackResource;
import io.imbridge.receive.Connections;
import io.imbridge.receive.RefusedRequest;
import io.imbridge.verify.VerifySettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times the answers to callbacks. The labels are bounded: configured apps, commands of the catalogue,
 * reasons of {@link Refusal}.
 */
@Singleton
@Typed(CallbackMetrics.class)
final class CallbackMetrics implements CallbackObserver {
    private static final String FOREIGN = "unknown";

    /** Up to the answer budget, the vendor's timeout, and beyond, so that slower answers are visible. */
    private static final Duration[] BOUNDS = LongStream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 1500, 2000, 5000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<String, Map<String, ByOutcome<Counter>>> answers = new HashMap<>();
    private final ByOutcome<Counter> refusals;
    private final ByOutcome<Timer> times;
    private final Counter bytes;
    private final Counter withheld;

    @Inject
    CallbackMetrics(MeterRegistry registry, VerifySettings settings) {
        this(registry, settings.apps());
    }

    CallbackMetrics(MeterRegistry registry, Collection<String> apps) {
        this.registry = registry;
        apps.forEach(app -> answers.put(app, new ConcurrentHashMap<>()));
        answers.put(FOREIGN, new ConcurrentHashMap<>());
        refusals = new ByOutcome<>(this::refusals);
        times = new ByOutcome<>(this::time);
        bytes = Counter.builder(MetricNames.BODY_BYTES)
                .description("Bytes of the bodies that were read")
                .register(registry);
        withheld = Counter.builder(MetricNames.DEAD_LETTERS_WITHHELD)
                .description("Refused bodies of apps without tokens that were not kept as dead letters")
                .register(registry);
        startAtZero();
    }

    /**
     * Creates all meters at the start. A counter that appears with its first event would show no increase for that
     * event.
     */
    private void startAtZero() {
        times.get(null);
        for (Refusal refusal : Refusal.values()) {
            refusals.get(refusal);
        }
    }

    @Override
    public void answered(@Nullable String app, String command, @Nullable Refusal refusal, long body, Duration took) {
        String ours = app != null && answers.containsKey(app) ? app : FOREIGN;
        counters(ours, command).get(refusal).increment();
        times.get(refusal).record(took);
        if (refusal != null) {
            refusals.get(refusal).increment();
        }
        if (body > 0) {
            bytes.increment((double) body);
        }
    }

    /** Refusals are counted with the answers. */
    @Override
    public void refused(Refusal refusal, RefusedRequest request) {}

    @Override
    public void abandoned(@Nullable String app, String command) {
        String ours = app != null && answers.containsKey(app) ? app : FOREIGN;
        counters(ours, command).abandoned().increment();
    }

    @Override
    public void deadLetterWithheld() {
        withheld.increment();
    }

    /** The number of callbacks that were kept since the start. */
    long kept() {
        return times.get(null).count();
    }

    /** The number of requests that were refused since the start. */
    long refused() {
        return Arrays.stream(Refusal.values()).mapToLong(this::refused).sum();
    }

    /** Like {@link #refused}, for one reason. */
    long refused(Refusal refusal) {
        return (long) refusals.get(refusal).count();
    }

    /** The times of the answers to callbacks that were kept. */
    LatencyHistogram latencies() {
        CountAtBucket[] buckets = times.get(null).takeSnapshot().histogramCounts();
        return new LatencyHistogram(
                Arrays.stream(buckets)
                        .mapToDouble(bucket -> bucket.bucket(TimeUnit.MILLISECONDS))
                        .toArray(),
                Arrays.stream(buckets).mapToDouble(CountAtBucket::count).toArray());
    }

    private ByOutcome<Counter> counters(String app, String command) {
        Map<String, ByOutcome<Counter>> ofApp = Objects.requireNonNull(answers.get(app));
        ByOutcome<Counter> found = ofApp.get(command);
        return found != null
                ? found
                : ofApp.computeIfAbsent(command, unseen -> new ByOutcome<>(outcome -> answers(app, command, outcome)));
    }

    private Counter answers(String app, String command, String outcome) {
        return Counter.builder(MetricNames.CALLBACKS)
                .description("Callbacks answered, by app, command and outcome")
                .tag("app", app)
                .tag("command", command)
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter refusals(String reason) {
        return Counter.builder(MetricNames.REFUSALS)
                .description("Callbacks refused, by reason")
                .tag("reason", reason)
                .register(registry);
    }

    private Timer time(String outcome) {
        return Timer.builder(MetricNames.ANSWER)
                .description("Time from a request's head to its answer, by outcome")
                .tag("outcome", outcome)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    void register(@Observes StartupEvent event, CallbackResource callbackResource, Connections connections) {
        watch(connections::open, callbackResource::inFlight, callbackResource::bytesInFlight);
    }

    void watch(Supplier<Number> connections, Supplier<Number> inFlight, Supplier<Number> bytesInFlight) {
        Gauge.builder(MetricNames.CONNECTIONS, connections)
                .description("Open HTTP connections, of both ports")
                .register(registry);
        Gauge.builder(MetricNames.IN_FLIGHT, inFlight)
                .description("Callbacks being worked on")
                .register(registry);
        Gauge.builder(MetricNames.IN_FLIGHT_BYTES, bytesInFlight)
                .description("Bytes of their bodies")
                .register(registry);
    }
}
