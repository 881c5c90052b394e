package io.imbridge.ops;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Does something again and again, on a thread of its own that keeps nothing alive. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private final ScheduledExecutorService executor;

    /** @param name the thread's */
    Ticker(String name) {
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins: first after one pause, and each time after another. A defect is logged, and ends nothing. */
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
