package io.imbridge.receive;

import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Since when bytes that an event loop reads now may have waited in the kernel. Nobody tells when they came; but a loop
 * that went from one turn into the next without a rest would have found them in the turn before, had they been there when
 * that began.
 *
 * <p>One for each event loop, used by its thread alone.
 */
final class LoopTurn {
    /** Between two turns of a loop that waits for nothing there is less. */
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

    /** That of the event loop which runs this. */
    static LoopTurn current() {
        return OF_THREAD.get();
    }

    /**
     * When what is read now came, at the earliest.
     *
     * @return a time of {@link System#nanoTime}
     */
    long earliestArrival(Executor loop) {
        if (!open) {
            long now = nanoTime.getAsLong();
            earliest = now - ended < REST.toNanos() ? began : now;
            began = now;
            open = true;
            // Runs when all that can be read in this turn has been.
            loop.execute(end);
        }
        return earliest;
    }

    private void end() {
        ended = nanoTime.getAsLong();
        open = false;
    }
}
