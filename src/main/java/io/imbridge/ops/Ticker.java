package io.imbridge.ops;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Repeats a task on a thread of its own, which does not keep the process alive. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private final ScheduledExecutorService executor;

    /** @param name the thread's name */
    Ticker(String name) {
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts the task. The pause comes before the first run and after each run. A defect is logged and does not stop
     * the repetition.
     */
    void every(Duration pause, Runnable work) {
        var unused = executor.scheduleWithFixedDelay(
                () -> attempt(work), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error defect) {
            LOG.error("Look failed", defect);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
