package io.imbridge.vendor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets at most a given number of requests through in any period of a given length, as the vendor counts them. Safe for
 * many threads.
 *
 * <p>A request takes its place when it is sent. It gives the place back one period after it was answered. So two
 * requests that the vendor counts against each other can never arrive within one period, however long each was under
 * way. A limit that counted requests when they are sent would let a slow one and a fast one arrive together.
 */
final class Budget {
    /** The vendor's limits are per second. */
    static final Duration SECOND = Duration.ofSeconds(1);

    /** The number of requests in a row after which one place that the vendor's own limit cost is restored. */
    private static final int RECOVERY = 100;

    private final int places;
    private final long during;
    private final LongSupplier nanoTime;

    /** The times at which the answered requests give back their places. */
    private final Deque<Long> resting = new ArrayDeque<>();

    private int underWay;
    private int usable;
    private int good;
    private long closedUntil;

    Budget(int places, Duration during) {
        this(places, during, System::nanoTime);
    }

    Budget(int places, Duration during, LongSupplier nanoTime) {
        this.places = places;
        this.usable = places;
        this.during = during.toNanos();
        this.nanoTime = nanoTime;
        this.closedUntil = nanoTime.getAsLong();
    }

    /** Waits until one more request may be sent. */
    synchronized void take() throws InterruptedException {
        while (true) {
            long now = nanoTime.getAsLong();
            while (!resting.isEmpty() && resting.peekFirst() - now <= 0) {
                resting.removeFirst();
            }
            boolean isClosed = closedUntil - now > 0;
            if (!isClosed && underWay + resting.size() < usable) {
                underWay++;
                return;
            }
            long wait = isClosed ? closedUntil - now : resting.isEmpty() ? during : resting.peekFirst() - now;
            TimeUnit.NANOSECONDS.timedWait(this, wait + TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Notes that the request was answered, or will not be answered. */
    synchronized void giveBack() {
        underWay--;
        resting.addLast(nanoTime.getAsLong() + during);
        good++;
        if (good >= RECOVERY && usable < places) {
            usable++;
            good = 0;
        }
        notifyAll();
    }

    /**
     * The vendor reports too many requests: none is sent for one period, and from then on half as many. Requests that
     * are refused together count once.
     */
    synchronized void slowDown() {
        long now = nanoTime.getAsLong();
        if (closedUntil - now <= 0) {
            usable = Math.max(1, usable / 2);
        }
        closedUntil = now + during;
        good = 0;
    }

    /** The number of requests that may be sent in one period now. */
    synchronized int usable() {
        return usable;
    }
}
