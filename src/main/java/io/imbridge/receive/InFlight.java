package io.imbridge.receive;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the callbacks that are being worked on, and the bytes of their bodies, and keeps both within their limits. */
final class InFlight {
    private final int maxCallbacks;
    private final long maxBytes;
    private final AtomicInteger callbacks = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    InFlight(int maxCallbacks, long maxBytes) {
        this.maxCallbacks = maxCallbacks;
        this.maxBytes = maxBytes;
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

    /** Gives back a place, and the room for all the bytes that were taken with it. */
    void leave(long taken) {
        callbacks.decrementAndGet();
        bytes.addAndGet(-taken);
    }
}
