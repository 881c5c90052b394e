package io.imbridge.vendor;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The groups whose topics are to be read: each once, in the order in which they were wanted, and none again within a
 * second. Safe for many threads.
 */
final class WantedTopics {
    /** At most this many groups may wait. */
    static final int MOST = 1_000;

    private static final long BETWEEN = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;

    /** When each waiting group may be read. */
    private final Map<Group, Long> waiting = new LinkedHashMap<>();

    /** When the groups that were read may be read again, the earliest first. */
    private final Map<Group, Long> resting = new LinkedHashMap<>();

    WantedTopics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A group of an app. */
    record Group(String sdkAppId, String groupId) {}

    /** Adds a group; returns whether it is waiting now. */
    boolean add(Group group) {
        return addIn(Duration.ZERO, group);
    }

    /**
     * Adds a group that may be read after a pause, or sooner if it is wanted sooner; returns whether it is waiting now.
     */
    synchronized boolean addIn(Duration pause, Group group) {
        if (waiting.size() >= MOST && !waiting.containsKey(group)) {
            return false;
        }
        long now = nanoTime.getAsLong();
        forget(now);
        long at = Math.max(resting.getOrDefault(group, now), now + pause.toNanos());
        waiting.merge(group, at, Math::min);
        notifyAll();
        return true;
    }

    /** Waits for a group that may be read, and removes and returns the first one. */
    synchronized Group take() throws InterruptedException {
        while (true) {
            long now = nanoTime.getAsLong();
            long wait = BETWEEN;
            for (Iterator<Map.Entry<Group, Long>> all = waiting.entrySet().iterator(); all.hasNext(); ) {
                Map.Entry<Group, Long> next = all.next();
                if (next.getValue() - now <= 0) {
                    all.remove();
                    forget(now);
                    resting.remove(next.getKey());
                    resting.put(next.getKey(), now + BETWEEN);
                    return next.getKey();
                }
                wait = Math.min(wait, next.getValue() - now);
            }
            TimeUnit.NANOSECONDS.timedWait(this, wait + TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void forget(long now) {
        resting.values().removeIf(until -> until - now <= 0);
    }
}
