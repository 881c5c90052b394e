package io.imbridge.publish;

import io.imbridge.publish.RelayState.Kafka;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How publishing goes, for those who look in from other threads. The relay's thread alone writes. */
final class Pulse {
    private static final long QUIET = TimeUnit.SECONDS.toNanos(5);

    private volatile Set<String> parkedTopics = Set.of();
    private volatile Kafka kafka = Kafka.IDLE;
    private volatile int inFlight;
    private volatile long turnedAt = System.nanoTime();
    private long progressAt = turnedAt;
    private boolean silent;

    /** Kafka took a record. */
    void progressed() {
        progressAt = System.nanoTime();
    }

    /** A question about a topic ended, with an answer of Kafka's, good or bad, or without any. */
    void asked(boolean answered) {
        silent = !answered;
    }

    void assess(Collection<Lane> lanes, Set<String> waiting, int inFlight) {
        parkedTopics = lanes.stream()
                .filter(Lane::isParked)
                .map(Lane::topic)
                .filter(waiting::contains)
                .collect(Collectors.toUnmodifiableSet());
        boolean idle = inFlight == 0 && parkedTopics.isEmpty();
        if (idle && !silent) {
            progressed();
        }
        boolean away = System.nanoTime() - progressAt >= QUIET;
        if (away != (kafka == Kafka.AWAY)) {
            turnedAt = progressAt;
        }
        kafka = away ? Kafka.AWAY : idle ? Kafka.IDLE : Kafka.DELIVERING;
        this.inFlight = inFlight;
    }

    RelayState state() {
        return new RelayState(kafka, Duration.ofNanos(System.nanoTime() - turnedAt), inFlight, parkedTopics);
    }
}
