package io.imbridge.vendor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets so many requests through in any while, as the vendor counts them, and no more. Safe for many threads.
 *
 * <p>A request takes its place when it is sent, and gives it back a while after it was answered. So no two requests that
 * are counted against each other can arrive within that while, however long each was on its way: a limit that counts when
 * requests are sent would let a slow one and a fast one arrive together.
 */
final class Budget {
    /** The vendor's limits are by the second. */
    static final Duration SECOND = Duration.ofSeconds(1);

    /** How many requests in a row bring back one place that was lost to the vendor's own limit. */
    private static final int RECOVERY = 100;

    private final int places;
    private final long during;
    private final LongSupplier nanoTime;

    /** When those that were answered give back their places. */
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

    /** The request was answered, or will not be. */
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
     * The vendor says that there are too many: none for a while, and from then on half as many. Those that are refused
     * together count once.
     */
    synchronized void slowDown() {
        long now = nanoTime.getAsLong();
        if (closedUntil - now <= 0) {
            usable = Math.max(1, usable / 2);
        }
        closedUntil = now + during;
        good = 0;
    }

    /** How many may be sent in a while now. */
    synchronized int usable() {
        return usable;
    }
}
