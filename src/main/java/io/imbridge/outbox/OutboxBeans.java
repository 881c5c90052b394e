package io.imbridge.outbox;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Wires this package. */
@ApplicationScoped
class OutboxBeans {
    private static final long REFUSE_EVERY_MILLIS = 20;

    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "outbox-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    @Produces
    @Singleton
    Outbox outbox(Clock clock) {
        KafkaHeldOutbox outbox = new KafkaHeldOutbox(new SequenceNumbers(clock), System::nanoTime);
        Future<?> unused = deadlines.scheduleWithFixedDelay(
                outbox::refuseOverdue, REFUSE_EVERY_MILLIS, REFUSE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return outbox;
    }

    @PreDestroy
    void stop() {
        deadlines.shutdownNow();
    }
}
