package io.imbridge.receive;

import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Estimates since when the bytes that an event loop reads now may have waited in the kernel. The kernel does not report
 * when they arrived. But if a loop goes from one turn into the next without a pause, bytes that had been there when the
 * previous turn began would have been read in that turn.
 *
 * <p>Each event loop has one, which only its thread uses.
 */
final class LoopTurn {
    /** A loop that waits for nothing pauses for less than this between two turns. */
    private static final Duration REST = Duration.ofMillis(1);

    private static final FastThreadLocal<LoopTurn> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected LoopTurn initialValue() {
            return new LoopTurn(System::nanoTime);
        }
    };

    private final LongSupplier nanoTime;
    private final Runnable end = this::end;
    private boolean open;
    private long began;
    private long ended;
    private long earliest;

    LoopTurn(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.ended = began - REST.toNanos();
    }

    /** The turn of the event loop that runs this method. */
    static LoopTurn current() {
        return OF_THREAD.get();
    }

    /**
     * When the bytes that are read now arrived at the earliest.
     *
     * @return a time of {@link System#nanoTime}
     */
    long earliestArrival(Executor loop) {
        if (!open) {
            long now = nanoTime.getAsLong();
            earliest = now - ended < REST.toNanos() ? began : now;
            began = now;
            open = true;
            // This runs after everything that can be read in this turn was read.
            loop.execute(end);
        }
        return earliest;
    }

    private void end() {
        ended = nanoTime.getAsLong();
        open = false;
    }
}
