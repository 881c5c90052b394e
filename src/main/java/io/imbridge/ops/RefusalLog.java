package io.imbridge.ops;

import io.imbridge.callback.Refusal;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs refusals. If genuine callbacks of the vendor may be among them, it logs at once, each minute, and at the end;
 * otherwise once a minute. Safe for many threads.
 */
@Singleton
final class RefusalLog {
    private static final Logger LOG = Logger.getLogger(RefusalLog.class);
    private static final Duration TICK = Duration.ofMinutes(1);

    /** Refusals that are the service's own fault, whoever the caller is: genuine callbacks are lost. */
    private static final Set<Refusal> LOSSES =
            EnumSet.of(Refusal.NOT_KEPT, Refusal.TOO_MANY_IN_FLIGHT, Refusal.INTERNAL);

    private final Clock clock;
    private final Map<Refusal, LongAdder> counts = new EnumMap<>(Refusal.class);
    private final Ticker ticker = new Ticker("refusal-log");
    private volatile @Nullable Instant since;
    private long lost;

    RefusalLog(Clock clock) {
        this.clock = clock;
        for (Refusal refusal : Refusal.values()) {
            counts.put(refusal, new LongAdder());
        }
    }

    void start(@Observes StartupEvent event) {
        ticker.every(TICK, this::tick);
    }

    void refused(Refusal refusal) {
        adder(refusal).increment();
        if (LOSSES.contains(refusal) && since == null && begins()) {
            LOG.errorf("Callbacks are being refused reason=%s count=%d", refusal.tag(), 1);
        }
    }

    private synchronized boolean begins() {
        boolean isFirst = since == null;
        if (isFirst) {
            since = clock.instant();
        }
        return isFirst;
    }

    /** Logs the refusals of the last minute; call it each minute. */
    void tick() {
        Map<Refusal, Long> ofMinute = new EnumMap<>(Refusal.class);
        counts.forEach((refusal, count) -> ofMinute.put(refusal, count.sumThenReset()));
        ofMinute.values().removeIf(count -> count == 0);
        tellLosses(ofMinute);
        ofMinute.keySet().removeAll(LOSSES);
        if (!ofMinute.isEmpty()) {
            LOG.warnf("Requests were refused count=%d reasons=%s", sum(ofMinute), words(ofMinute));
        }
    }

    private synchronized void tellLosses(Map<Refusal, Long> ofMinute) {
        Map<Refusal, Long> losses = new EnumMap<>(ofMinute);
        losses.keySet().retainAll(LOSSES);
        lost += sum(losses);
        Instant begun = since;
        if (!losses.isEmpty()) {
            LOG.errorf("Callbacks are being refused reason=%s count=%d", words(losses), sum(losses));
        } else if (begun != null) {
            Duration lasted = Duration.between(begun, clock.instant()).truncatedTo(ChronoUnit.SECONDS);
            LOG.infof("Callbacks are refused no more after=%s count=%d", lasted, lost);
            since = null;
            lost = 0;
        }
    }

    private static long sum(Map<Refusal, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A single reason by itself; several reasons, each with its count. */
    private static String words(Map<Refusal, Long> counts) {
        return counts.size() == 1
                ? counts.keySet().iterator().next().tag()
                : counts.entrySet().stream()
                        .map(count -> count.getKey().tag() + ":" + count.getValue())
                        .collect(Collectors.joining(","));
    }

    private LongAdder adder(Refusal refusal) {
        LongAdder adder = counts.get(refusal);
        if (adder == null) {
            throw new IllegalArgumentException(refusal.tag());
        }
        return adder;
    }

    @PreDestroy
    void stop() {
        ticker.close();
    }
}
