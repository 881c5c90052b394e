package io.imbridge.receive;

import io.imbridge.callback.Invariant;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the requests whose answers are not written yet, and limits the number of callbacks among them and the total
 * size of their bodies.
 */
final class InFlight {
    private static final Duration LOOK = Duration.ofMillis(5);

    /** Most callbacks are smaller, in bytes. */
    private static final int SMALL = 128 * 1024;

    private final int maxCallbacks;
    private final long maxBytes;
    private final long maxBytesOfLarge;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger callbacks = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * Makes an empty count.
     *
     * @param maxBytes the limit for all bodies together; a quarter of it is kept for small bodies, so large bodies
     *     cannot block them
     * @param maxBody the size that one body may always take
     */
    InFlight(int maxCallbacks, long maxBytes, long maxBody) {
        this.maxCallbacks = maxCallbacks;
        this.maxBytes = maxBytes;
        this.maxBytesOfLarge = Math.max(maxBytes - maxBytes / 4, Math.min(maxBody, maxBytes));
    }

    /** How many requests are in flight, callbacks or not. */
    int requests() {
        return requests.get();
    }

    /** How many bytes the bodies of these requests take together. */
    long bytes() {
        return bytes.get();
    }

    /** Counts a request. It is not a callback yet, and this never refuses it. */
    Place begin() {
        requests.incrementAndGet();
        return new Place();
    }

    /** Waits until no callback is in flight, for {@code patience} at most; returns how many are left. */
    int awaitNone(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (callbacks.get() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return callbacks.get();
    }

    /** The place of one request. After it was released, it cannot be used any more. Safe for many threads. */
    final class Place {
        private boolean callback;
        private boolean left;
        private long taken;

        /** Counts the request as a callback; false when there are too many. */
        synchronized boolean enter() {
            if (callbacks.incrementAndGet() > maxCallbacks || left) {
                callbacks.decrementAndGet();
                return false;
            }
            callback = true;
            return true;
        }

        /** Reserves memory for bytes of the body; false when there is none left, or the place was released. */
        synchronized boolean grow(long more) {
            if (left) {
                return false;
            }
            if (bytes.addAndGet(more) > (taken + more > SMALL ? maxBytesOfLarge : maxBytes)) {
                bytes.addAndGet(-more);
                return false;
            }
            taken += more;
            return true;
        }

        /** Releases the place and all memory that was reserved with it; further calls do nothing. */
        synchronized void leave() {
            if (left) {
                return;
            }
            left = true;
            long bytesLeft = bytes.addAndGet(-taken);
            int callbacksLeft = callback ? callbacks.decrementAndGet() : 0;
            int requestsLeft = requests.decrementAndGet();
            Invariant.holds(
                    bytesLeft >= 0 && callbacksLeft >= 0 && requestsLeft >= 0,
                    "a negative number of requests, callbacks or bytes is in flight");
        }
    }
}
