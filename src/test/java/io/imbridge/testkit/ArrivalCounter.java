package io.imbridge.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts arrivals, and the largest number of them within any second. */
final class ArrivalCounter {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Deque<Long> recent = new ArrayDeque<>();
    private int most;
    private long all;

    /** Counts one more arrival; returns how many there were within the second that ends with it. */
    synchronized int arrive() {
        long now = System.nanoTime();
        recent.addLast(now);
        while (recent.peekFirst() <= now - SECOND) {
            recent.removeFirst();
        }
        most = Math.max(most, recent.size());
        all++;
        return recent.size();
    }

    synchronized int mostInASecond() {
        return most;
    }

    synchronized long all() {
        return all;
    }
}
