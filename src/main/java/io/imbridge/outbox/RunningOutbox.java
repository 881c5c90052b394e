package io.imbridge.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** An outbox at work: with its threads and, if it has one, its directory. */
public final class RunningOutbox {
    private static final Logger LOG = Logger.getLogger(RunningOutbox.class);
    private static final long TICK_MILLIS = 20;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final FailoverOutbox outbox;
    private final @Nullable OutboxDirectory directory;
    private final @Nullable Committer committer;
    private final ScheduledExecutorService ticker;
    private final Future<?> ticks;

    private RunningOutbox(FailoverOutbox outbox, @Nullable OutboxDirectory directory, @Nullable Committer committer) {
        this.outbox = outbox;
        this.directory = directory;
        this.committer = committer;
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "outbox-ticker");
            thread.setDaemon(true);
            return thread;
        });
        this.ticks = ticker.scheduleWithFixedDelay(this::look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    static RunningOutbox start(OutboxSettings settings, CommitObserver observer, Clock clock) {
        if (!settings.enabled()) {
            return new RunningOutbox(new FailoverOutbox(false, () -> 0, clock, System::nanoTime), null, null);
        }
        OutboxDirectory directory =
                OutboxDirectory.take(settings.directory(), settings.maxSize().asLongValue(), clock);
        FailoverOutbox outbox = new FailoverOutbox(true, directory::damagedFiles, clock, System::nanoTime);
        Committer committer = new Committer(outbox, directory, observer, System::nanoTime);
        try {
            committer.start();
        } catch (UnusableDirectoryException unusable) {
            directory.close();
            throw unusable;
        }
        return new RunningOutbox(outbox, directory, committer);
    }

    private void look() {
        try {
            outbox.refuseOverdue();
            if (committer != null) {
                committer.watch();
            }
        } catch (RuntimeException | Error defect) {
            // Thrown on, it would end the looking.
            LOG.error("Outbox could not be looked at", defect);
        }
    }

    /** Whether its threads work, without which nothing would be kept and nothing refused in time. */
    public boolean isRunning() {
        return !ticks.isDone() && (committer == null || committer.isRunning());
    }

    Outbox outbox() {
        return outbox;
    }

    /** Writes what is left, and lets the directory go. */
    void stop() throws InterruptedException {
        outbox.close();
        if (committer != null) {
            committer.join(STOP_PATIENCE);
        }
        ticker.shutdownNow();
        if (directory != null) {
            directory.close();
        }
    }
}
