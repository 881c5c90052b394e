package io.imbridge.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** An outbox with its threads and, if it has a store, the store's place. */
public final class RunningOutbox {
    private static final Logger LOG = Logger.getLogger(RunningOutbox.class);
    private static final long TICK_MILLIS = 20;
    private static final Duration READER_LOOK = Duration.ofMillis(200);
    private static final Duration START_PATIENCE = Duration.ofSeconds(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final FailoverOutbox outbox;
    private final OutboxStore.@Nullable Place place;
    private final @Nullable Committer committer;
    private final @Nullable BacklogReader reader;
    private final ScheduledExecutorService ticker;
    private final Future<?> ticks;

    private RunningOutbox(
            FailoverOutbox outbox,
            OutboxStore.@Nullable Place place,
            @Nullable Committer committer,
            @Nullable BacklogReader reader) {
        this.outbox = outbox;
        this.place = place;
        this.committer = committer;
        this.reader = reader;
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "outbox-ticker");
            thread.setDaemon(true);
            return thread;
        });
        this.ticks = ticker.scheduleWithFixedDelay(this::look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    static RunningOutbox start(
            OutboxSettings settings, OutboxStore.Places places, CommitObserver observer, Clock clock) {
        if (!settings.enabled()) {
            return new RunningOutbox(
                    new FailoverOutbox(Limits.USUAL, () -> 0, clock, System::nanoTime), null, null, null);
        }
        OutboxStore.Place place = places.take();
        FailoverOutbox outbox = new FailoverOutbox(Limits.USUAL, place::damagedFiles, clock, System::nanoTime);
        Committer committer = new Committer(outbox.work(), place, observer, System::nanoTime);
        BacklogReader reader = new BacklogReader(outbox.work(), READER_LOOK);
        try {
            committer.start(START_PATIENCE);
            reader.start();
        } catch (UnusableDirectoryException unusable) {
            place.close();
            throw unusable;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return new RunningOutbox(outbox, place, committer, reader);
    }

    private void look() {
        try {
            outbox.refuseOverdue();
            if (committer != null) {
                committer.watch();
            }
        } catch (RuntimeException | Error defect) {
            // An exception that leaves this method would end the schedule.
            LOG.error("Outbox could not be looked at", defect);
        }
    }

    /** Whether its threads run. Without them nothing would be kept, and nothing would be refused in time. */
    public boolean isRunning() {
        return !ticks.isDone()
                && (committer == null || committer.isRunning())
                && (reader == null || reader.isRunning());
    }

    Outbox outbox() {
        return outbox;
    }

    /** Writes the remaining records and releases the directory. */
    void stop() throws InterruptedException {
        outbox.close();
        if (committer != null) {
            committer.join(STOP_PATIENCE);
        }
        ticker.shutdownNow();
        if (place != null) {
            place.close();
        }
    }
}
