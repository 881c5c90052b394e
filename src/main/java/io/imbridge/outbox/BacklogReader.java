package io.imbridge.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads from the store what an outbox needs, on its own thread, so the publisher never waits for the disk. */
final class BacklogReader {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private final DiskWork work;
    private final Reading reading;
    private final Duration look;
    private final Thread thread = new Thread(this::run, "outbox-reader");

    /**
     * Makes a reader.
     *
     * @param look how often it checks whether a topic blocks others
     */
    BacklogReader(DiskWork work, Duration look) {
        this.work = work;
        this.reading = work.reading();
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
            while (!work.isClosing()) {
                if (!read()) {
                    TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads once, if there is something to read. Returns false when the read failed. */
    boolean read() {
        Reading.Request request = reading.next();
        OutboxStore store = work.store();
        if (request == null || store == null) {
            LockSupport.parkNanos(this, look.toNanos());
            return true;
        }
        try {
            String topic = request.topic();
            if (topic == null) {
                reading.read(request, store.batches(request.after(), request.upTo()));
            } else {
                reading.readParked(topic, request, store.parked(topic, request.after(), request.max()));
            }
            return true;
        } catch (DamagedFileException damage) {
            reading.notRead(damage);
            work.hold(HoldReason.DAMAGED, damage);
            return false;
        } catch (IOException | RuntimeException | Error unreadable) {
            // The thread must continue: without it nothing would ever be read.
            reading.notRead(unreadable);
            return false;
        }
    }
}
