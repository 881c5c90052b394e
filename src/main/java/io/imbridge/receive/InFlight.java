package io.imbridge.receive;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Counts the callbacks that are being worked on, and the bytes of their bodies, and keeps both within their limits. */
final class InFlight {
    private static final Duration LOOK = Duration.ofMillis(5);

    private final int maxCallbacks;
    private final long maxBytes;
    private final AtomicInteger callbacks = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    InFlight(int maxCallbacks, long maxBytes) {
        this.maxCallbacks = maxCallbacks;
        this.maxBytes = maxBytes;
    }

    int callbacks() {
        return callbacks.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** Takes a place for one callback; false when there is none, and then nothing is taken. */
    boolean enter() {
        if (callbacks.incrementAndGet() <= maxCallbacks) {
            return true;
        }
        callbacks.decrementAndGet();
        return false;
    }

    /** Takes room for bytes of a body; false when there is none, and then nothing is taken. */
    boolean grow(long more) {
        if (bytes.addAndGet(more) <= maxBytes) {
            return true;
        }
        bytes.addAndGet(-more);
        return false;
    }

    /** Waits until there is none, or {@code patience} is over; returns how many are left. */
    int awaitNone(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (callbacks.get() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return callbacks.get();
    }

    /** Gives back a place, and the room for all the bytes that were taken with it. */
    void leave(long taken) {
        callbacks.decrementAndGet();
        bytes.addAndGet(-taken);
    }
}
