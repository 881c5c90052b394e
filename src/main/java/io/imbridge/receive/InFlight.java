package io.imbridge.receive;

import io.imbridge.callback.Invariant;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the requests whose answers are not written yet, and keeps the callbacks among them and the bytes of their bodies
 * within limits.
 */
final class InFlight {
    private static final Duration LOOK = Duration.ofMillis(5);

    /** Most callbacks are smaller. */
    private static final int SMALL = 128 * 1024;

    private final int maxCallbacks;
    private final long maxBytes;
    private final long maxBytesOfLarge;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger callbacks = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param maxBytes for all bodies together; a quarter of it is for those that are not large, so that large ones do not
     *     keep them out
     * @param maxBody what one may take in any case
     */
    InFlight(int maxCallbacks, long maxBytes, long maxBody) {
        this.maxCallbacks = maxCallbacks;
        this.maxBytes = maxBytes;
        this.maxBytesOfLarge = Math.max(maxBytes - maxBytes / 4, Math.min(maxBody, maxBytes));
    }

    /** How many requests are under way, callbacks or not. */
    int requests() {
        return requests.get();
    }

    /** How many bytes their bodies take together. */
    long bytes() {
        return bytes.get();
    }

    /** Counts a request in. It is no callback yet, and cannot be refused. */
    Place begin() {
        requests.incrementAndGet();
        return new Place();
    }

    /** Waits until there is no callback, or {@code patience} is over; returns how many are left. */
    int awaitNone(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (callbacks.get() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return callbacks.get();
    }

    /** The place of one request. Once it was left, nothing can be taken with it any more. Safe for many threads. */
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

        /** Takes room for bytes of the body; false when there is none, or the place was left. */
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

        /** Gives back the place, and the room for all the bytes that were taken with it; once. */
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
