package io.imbridge.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an outbox has to write, on a thread of its own: whatever queued up while the last transaction ran is the
 * next one.
 *
 * <p>After a failure it tries again and again, until the store takes what is to be written.
 */
final class Committer {
    private static final Logger LOG = Logger.getLogger(Committer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A transaction that takes longer, or what is done after it, stands still: the answers cannot wait for it. */
    private static final Duration STALLED = Duration.ofMillis(500);

    private final FailoverOutbox outbox;
    private final OutboxStore.Opener opener;
    private final CommitObserver observer;
    private final LongSupplier nanoTime;
    private final Thread thread = new Thread(this::run, "outbox-committer");
    private @Nullable OutboxStore store;
    private @Nullable DamagedFileException damage;
    private boolean known;
    private boolean inDoubt;
    private Duration pause = FIRST_PAUSE;
    private volatile @Nullable Long writingSince;

    Committer(FailoverOutbox outbox, OutboxStore.Opener opener, CommitObserver observer, LongSupplier nanoTime) {
        this.outbox = outbox;
        this.opener = opener;
        this.observer = observer;
        this.nanoTime = nanoTime;
        thread.setDaemon(true);
    }

    /**
     * Opens the store, so that what it has is known before anything else comes, and starts to write.
     *
     * @throws UnusableDirectoryException when a newer version wrote it: nothing that this one does could end well
     */
    void start() {
        try {
            write(Batch.nothing(true));
        } catch (NewerFileException newer) {
            throw new UnusableDirectoryException(String.valueOf(newer.getMessage()));
        } catch (IOException failure) {
            fail(failure);
        }
        thread.start();
    }

    /** Lets the answers wait for Kafka when the disk stands still. To be called every few milliseconds. */
    void watch() {
        Long began = writingSince;
        if (began != null && nanoTime.getAsLong() - began > STALLED.toNanos() && !outbox.isHolding()) {
            outbox.hold(HoldReason.STALLED, null);
        }
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** Waits until all is written, or {@code patience} is over. */
    void join(Duration patience) throws InterruptedException {
        thread.join(patience.toMillis());
    }

    private void run() {
        try {
            Batch batch = outbox.awaitBatch();
            while (batch != null) {
                if (!tryWrite(batch)) {
                    if (outbox.isClosing()) {
                        break;
                    }
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                }
                batch = outbox.awaitBatch();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private boolean tryWrite(Batch batch) {
        try {
            write(batch);
            pause = FIRST_PAUSE;
            return true;
        } catch (IOException | RuntimeException | Error failure) {
            // The thread must go on: without it nothing would be kept, and nothing would say so.
            fail(failure);
            return false;
        }
    }

    private void write(Batch batch) throws IOException {
        long start = nanoTime.getAsLong();
        writingSince = start;
        try {
            long forgotten = store().write(batch.added(), batch.deleted());
            long stored = outbox.committed(batch, forgotten);
            if (inDoubt && batch.complete()) {
                outbox.opened(store(), true);
                inDoubt = false;
            }
            store().tidy(stored);
        } finally {
            writingSince = null;
        }
        observer.committed(batch.added().size(), Duration.ofNanos(nanoTime.getAsLong() - start));
    }

    private OutboxStore store() throws IOException {
        OutboxStore open = store;
        if (open == null) {
            open = opener.open(damage);
            store = open;
            outbox.opened(open, !known || damage != null);
            known = true;
            damage = null;
        }
        return open;
    }

    private void fail(Throwable failure) {
        abandon(failure);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        try {
            forgetAlone();
        } catch (IOException | RuntimeException | Error still) {
            LOG.debug("Outbox cannot be written", still);
            abandon(still);
        }
    }

    private void abandon(Throwable failure) {
        inDoubt = true;
        if (failure instanceof DamagedFileException found) {
            damage = found;
            close();
        } else if (failure instanceof FileGoneException) {
            close();
        }
        outbox.failed(failure);
    }

    /** That may make room where more could not be written. */
    private void forgetAlone() throws IOException {
        store();
        Batch forgotten;
        do {
            forgotten = outbox.takeForgotten();
            if (!forgotten.forgotten().isEmpty()) {
                write(forgotten);
            }
        } while (forgotten.forgotten().size() == WriteQueue.MAX_FORGOTTEN);
    }

    private void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }
}
