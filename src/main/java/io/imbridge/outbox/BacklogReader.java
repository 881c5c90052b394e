package io.imbridge.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads what an outbox wants of its store, on a thread of its own: whoever publishes never waits for the disk. */
final class BacklogReader {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private final FailoverOutbox outbox;
    private final Duration look;
    private final Thread thread = new Thread(this::run, "outbox-reader");

    /** @param look how often it looks whether a topic holds up others */
    BacklogReader(FailoverOutbox outbox, Duration look) {
        this.outbox = outbox;
        this.look = look;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    private void run() {
        try {
            while (!outbox.isClosing()) {
                if (!read()) {
                    TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads once, if there is something to read. Returns false where that failed. */
    boolean read() {
        Loader.Request request = outbox.nextRequest();
        OutboxStore store = outbox.store();
        if (request == null || store == null) {
            LockSupport.parkNanos(this, look.toNanos());
            return true;
        }
        try {
            String topic = request.topic();
            if (topic == null) {
                outbox.read(request, store.batches(request.after(), request.upTo()));
            } else {
                outbox.readParked(topic, request, store.parked(topic, request.after(), request.max()));
            }
            return true;
        } catch (DamagedFileException damage) {
            outbox.notRead(damage);
            outbox.hold(HoldReason.DAMAGED, damage);
            return false;
        } catch (IOException | RuntimeException | Error unreadable) {
            // The thread must go on: without it nothing would ever be read.
            outbox.notRead(unreadable);
            return false;
        }
    }
}
