package io.imbridge.publish;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How publishing goes, for those who look in from other threads. */
final class Pulse {
    private static final long QUIET = TimeUnit.SECONDS.toNanos(5);

    private volatile Set<String> parkedTopics = Set.of();
    private volatile boolean delivering = true;
    private long progressAt = System.nanoTime();

    /** Kafka took a record. */
    void progressed() {
        progressAt = System.nanoTime();
    }

    void assess(Collection<Lane> lanes, Set<String> waiting, int inFlight) {
        parkedTopics = lanes.stream()
                .filter(Lane::isParked)
                .map(Lane::topic)
                .filter(waiting::contains)
                .collect(Collectors.toUnmodifiableSet());
        boolean idle = inFlight == 0 && parkedTopics.isEmpty();
        if (idle) {
            progressed();
        }
        delivering = System.nanoTime() - progressAt < QUIET;
    }

    boolean isDelivering() {
        return delivering;
    }

    Set<String> parkedTopics() {
        return parkedTopics;
    }
}
