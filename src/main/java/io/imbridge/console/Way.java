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
final class Way {
    private static final Logger LOG = Logger.getLogger(Way.class);

    static final Duration PAUSE = Duration.ofSeconds(2);

    /** Rates cover the last ten seconds. */
    private static final int KEPT = 6;

    /** The state at a moment, and when that was. */
    private record Look(long nanos, Moment moment) {}

    /**
     * The numbers for pages.
     *
     * @param hasNewPoint whether the series has changed since the last look
     */
    record Told(JsonObject now, JsonObject series, boolean hasNewPoint) {
        JsonObject whole() {
            return now.copy().put("series", series);
        }
    }

    /** Receives the numbers after each look, on the thread that looks. */
    interface Watcher {
        /** Whether it needs no more numbers. */
        boolean isGone();

        void tell(Told told);
    }

    private final ServiceView service;
    private final Profiles profiles;
    private final Clock clock;
    private final WayHistory history = new WayHistory();
    private final Deque<Look> looks = new ArrayDeque<>();
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService executor;
    private @Nullable Look lastPoint;
    private volatile @Nullable Told told;

    @Inject
    Way(ServiceView service, Profiles profiles, Clock clock) {
        this.service = service;
        this.profiles = profiles;
        this.clock = clock;
        this.executor = Executors.newSingleThreadScheduledExecutor(Way::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "console-way");
        thread.setDaemon(true);
        return thread;
    }

    /** Looks for the first time, and then regularly. Before that there are no numbers. */
    @SuppressWarnings("FutureReturnValueIgnored") // It never ends, and no look lets an exception out.
    void start() {
        look(System.nanoTime());
        executor.scheduleWithFixedDelay(this::attempt, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attempt() {
        try {
            look(System.nanoTime());
        } catch (RuntimeException | Error defect) {
            LOG.error("Look failed", defect);
        }
    }

    /**
     * Looks once. For one thread.
     *
     * @param nanos the time from {@link System#nanoTime}, or another clock that never goes back
     */
    void look(long nanos) {
        Look now = new Look(nanos, service.look());
        looks.addLast(now);
        if (looks.size() > KEPT) {
            looks.removeFirst();
        }
        boolean isPoint = addPointInTime(now);
        Look before = looks.getFirst();
        double seconds = seconds(before, now);
        Told next = new Told(
                json(
                        now.moment(),
                        (received(now) - received(before)) / seconds,
                        (published(now) - published(before)) / seconds,
                        times(now).since(times(before))),
                isPoint ? history.json() : told().series(),
                isPoint);
        told = next;
        watchers.removeIf(Watcher::isGone);
        watchers.forEach(watcher -> watcher.tell(next));
    }

    /**
     * Adds a point if it is time for one, and returns whether the series changed. The first point begins at the first
     * look.
     */
    private boolean addPointInTime(Look now) {
        Look last = lastPoint;
        if (last == null) {
            lastPoint = now;
            return true;
        }
        if (now.nanos() - last.nanos() < WayHistory.STEP.toNanos()) {
            return false;
        }
        addPoint(last, now);
        lastPoint = now;
        return true;
    }

    private void addPoint(Look last, Look now) {
        double seconds = seconds(last, now);
        Moment before = last.moment();
        Moment after = now.moment();
        history.add(
                clock.instant(),
                (after.receiving().ok() - before.receiving().ok()) / seconds,
                (after.receiving().refused() - before.receiving().refused()) / seconds,
                (after.sending().published() - before.sending().published()) / seconds,
                after.kept().records(),
                times(now).since(times(last)).quantile(0.99));
    }

    /** The numbers of the last look. */
    Told told() {
        return Objects.requireNonNull(told);
    }

    /** Adds a watcher, until it is gone. */
    void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    private JsonObject json(Moment moment, double received, double published, Times times) {
        Instant now = clock.instant();
        return WayJson.of(service.facts(), moment, profiles.state(), now)
                .mergeIn(
                        new JsonObject()
                                .put("receive", WayJson.receive(moment.receiving(), received, times))
                                .put("relay", WayJson.relay(moment.sending(), published, now)),
                        false);
    }

    private static double seconds(Look from, Look to) {
        return Math.max(1, to.nanos() - from.nanos()) / 1e9;
    }

    private static double received(Look look) {
        return look.moment().receiving().ok() + look.moment().receiving().refused();
    }

    private static double published(Look look) {
        return look.moment().sending().published();
    }

    private static Times times(Look look) {
        return look.moment().receiving().times();
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }
}
