package io.imbridge.outbox;

import io.imbridge.callback.CannotStart;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Wires this package. */
final class OutboxBeans {
    @Produces
    @Singleton
    RunningOutbox running(OutboxSettings settings, OutboxStore.Places places, CommitObserver observer, Clock clock) {
        try {
            return RunningOutbox.start(settings, places, observer, clock);
        } catch (UnusableDirectoryException unusable) {
            throw CannotStart.because(String.valueOf(unusable.getMessage()));
        }
    }

    void stop(@Disposes RunningOutbox running) throws InterruptedException {
        running.stop();
    }

    @Produces
    @Singleton
    Outbox outbox(RunningOutbox running) {
        return running.outbox();
    }
}
