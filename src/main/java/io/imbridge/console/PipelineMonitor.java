package io.imbridge.console;

import io.imbridge.console.ServiceView.Moment;
import io.imbridge.profiles.Profiles;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way of callbacks through the service in numbers: the present ones, and those of the last hour. Each
 * {@link #PAUSE} it reads the existing counters, so that a request waits for nothing.
 */
@Singleton
final class PipelineMonitor {
    private static final Logger LOG = Logger.getLogger(PipelineMonitor.class);

    static final Duration PAUSE = Duration.ofSeconds(2);

    /** Rates cover the last ten seconds. */
    private static final int KEPT = 6;

    /** The state at a moment, and when that was. */
    private record Sample(long nanos, Moment moment) {}

    /**
     * The numbers for pages.
     *
     * @param hasNewPoint whether the series has changed since the last look
     */
    record Update(JsonObject now, JsonObject series, boolean hasNewPoint) {
        JsonObject whole() {
            return now.copy().put("series", series);
        }
    }

    /** Receives the numbers after each look, on the thread that looks. */
    interface Watcher {
        /** Whether it needs no more numbers. */
        boolean isGone();

        void tell(Update update);
    }

    private final ServiceView service;
    private final Profiles profiles;
    private final Clock clock;
    private final PipelineHistory history = new PipelineHistory();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService executor;
    private @Nullable Sample lastPoint;
    private volatile @Nullable Update update;

    @Inject
    PipelineMonitor(ServiceView service, Profiles profiles, Clock clock) {
        this.service = service;
        this.profiles = profiles;
        this.clock = clock;
        this.executor = Executors.newSingleThreadScheduledExecutor(PipelineMonitor::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "console-pipeline");
        thread.setDaemon(true);
        return thread;
    }

    /** Looks for the first time, and then regularly. Before that there are no numbers. */
    @SuppressWarnings("FutureReturnValueIgnored") // It never ends, and no look lets an exception out.
    void start() {
        takeSample(System.nanoTime());
        executor.scheduleWithFixedDelay(this::attempt, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attempt() {
        try {
            takeSample(System.nanoTime());
        } catch (RuntimeException | Error defect) {
            LOG.error("Look failed", defect);
        }
    }

    /**
     * Looks once. For one thread.
     *
     * @param nanos the time from {@link System#nanoTime}, or another clock that never goes back
     */
    void takeSample(long nanos) {
        Sample now = new Sample(nanos, service.look());
        samples.addLast(now);
        if (samples.size() > KEPT) {
            samples.removeFirst();
        }
        boolean isPoint = addPointInTime(now);
        Sample before = samples.getFirst();
        double seconds = seconds(before, now);
        Update next = new Update(
                json(
                        now.moment(),
                        (received(now) - received(before)) / seconds,
                        (published(now) - published(before)) / seconds,
                        latencies(now).since(latencies(before))),
                isPoint ? history.json() : update().series(),
                isPoint);
        update = next;
        watchers.removeIf(Watcher::isGone);
        watchers.forEach(watcher -> watcher.tell(next));
    }

    /**
     * Adds a point if it is time for one, and returns whether the series changed. The first point begins at the first
     * look.
     */
    private boolean addPointInTime(Sample now) {
        Sample last = lastPoint;
        if (last == null) {
            lastPoint = now;
            return true;
        }
        if (now.nanos() - last.nanos() < PipelineHistory.STEP.toNanos()) {
            return false;
        }
        addPoint(last, now);
        lastPoint = now;
        return true;
    }

    private void addPoint(Sample last, Sample now) {
        double seconds = seconds(last, now);
        Moment before = last.moment();
        Moment after = now.moment();
        history.add(
                clock.instant(),
                (after.receiving().ok() - before.receiving().ok()) / seconds,
                (after.receiving().refused() - before.receiving().refused()) / seconds,
                (after.sending().published() - before.sending().published()) / seconds,
                after.kept().records(),
                latencies(now).since(latencies(last)).quantile(0.99));
    }

    /** The numbers of the last look. */
    Update update() {
        return Objects.requireNonNull(update);
    }

    /** Adds a watcher, until it is gone. */
    void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    private JsonObject json(Moment moment, double received, double published, LatencyHistogram latencies) {
        Instant now = clock.instant();
        return PipelineJson.of(service.facts(), moment, profiles.state(), now)
                .mergeIn(
                        new JsonObject()
                                .put("receive", PipelineJson.receive(moment.receiving(), received, latencies))
                                .put("relay", PipelineJson.relay(moment.sending(), published, now)),
                        false);
    }

    private static double seconds(Sample from, Sample to) {
        return Math.max(1, to.nanos() - from.nanos()) / 1e9;
    }

    private static double received(Sample sample) {
        return sample.moment().receiving().ok() + sample.moment().receiving().refused();
    }

    private static double published(Sample sample) {
        return sample.moment().sending().published();
    }

    private static LatencyHistogram latencies(Sample sample) {
        return sample.moment().receiving().latencies();
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }
}
