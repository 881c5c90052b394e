package io.imbridge.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an outbox has to write, on a thread of its own: whatever queued up while the last transaction ran is the
 * next one.
 *
 * <p>After a failure it tries again and again, until the store takes what is to be written: first it deletes, which may
 * make room, then it looks whether there is room for a while, and only then it adds.
 */
final class Committer {
    private static final Logger LOG = Logger.getLogger(Committer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A transaction that takes longer, or what is done after it, stands still: the answers cannot wait for it. */
    private static final Duration STALLED = Duration.ofMillis(500);

    /** So often it is looked at the file while there is nothing to write. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final FailoverOutbox outbox;
    private final OutboxStore.Place place;
    private final CommitObserver observer;
    private final LongSupplier nanoTime;
    private final Thread thread = new Thread(this::run, "outbox-committer");
    private final CountDownLatch opened = new CountDownLatch(1);
    private @Nullable OutboxStore store;
    private @Nullable DamagedFileException damage;
    private @Nullable UnusableDirectoryException unusable;
    private boolean known;
    private Duration pause = FIRST_PAUSE;
    private volatile @Nullable Long writingSince;

    Committer(FailoverOutbox outbox, OutboxStore.Place place, CommitObserver observer, LongSupplier nanoTime) {
        this.outbox = outbox;
        this.place = place;
        this.observer = observer;
        this.nanoTime = nanoTime;
        thread.setDaemon(true);
    }

    /**
     * Starts to write. Waits until the store is open, so that what it has is known before anything else comes, but not
     * for long: callbacks are held meanwhile.
     *
     * @throws UnusableDirectoryException when another version wrote it: nothing that this one does could end well
     */
    void start(Duration patience) throws InterruptedException {
        thread.start();
        if (opened.await(patience.toNanos(), TimeUnit.NANOSECONDS) && unusable != null) {
            throw unusable;
        }
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
            work();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (UnusableDirectoryException other) {
            LOG.error(other.getMessage());
            unusable = other;
        } finally {
            opened.countDown();
            close();
        }
    }

    private void work() throws InterruptedException {
        boolean isFirst = true;
        boolean goesOn = true;
        while (goesOn) {
            boolean worked = outbox.isHolding() ? recover() : step();
            goesOn = !isDone(worked);
            if (isFirst && damage == null) {
                opened.countDown();
                isFirst = false;
            }
            if (goesOn && !worked) {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        }
    }

    private boolean isDone(boolean worked) {
        return outbox.isClosing() && (!worked || !outbox.hasUnwritten());
    }

    /** Writes what is due. Returns false where that failed. */
    boolean step() throws InterruptedException {
        Transaction next = outbox.awaitTransaction(LOOK);
        return next == null ? look() : tryTo(next);
    }

    private boolean look() {
        try {
            store().look();
            return true;
        } catch (IOException | RuntimeException failure) {
            fail(null, failure);
            return false;
        }
    }

    /** Tries to keep on disk again what is held. Returns false where that failed. */
    boolean recover() {
        Transaction deletes = null;
        try {
            OutboxStore open = store();
            do {
                deletes = outbox.takeDeletes();
                if (deletes != null) {
                    write(open, deletes);
                }
            } while (deletes != null);
            if (!open.hasRoom()) {
                throw new IOException("No space left: what the outbox needs is not to be had");
            }
        } catch (IOException | RuntimeException | Error failure) {
            fail(deletes, failure);
            return false;
        }
        return tryTo(outbox.takeAll());
    }

    private boolean tryTo(Transaction transaction) {
        try {
            write(store(), transaction);
            pause = FIRST_PAUSE;
            return true;
        } catch (IOException | RuntimeException | Error failure) {
            // The thread must go on: without it nothing would be kept, and nothing would say so.
            fail(transaction, failure);
            return false;
        }
    }

    private void write(OutboxStore open, Transaction transaction) throws IOException {
        long start = nanoTime.getAsLong();
        writingSince = start;
        try {
            open.write(transaction.changes());
            outbox.committed(transaction);
            open.tidy();
        } finally {
            writingSince = null;
        }
        observer.committed(transaction.added(), Duration.ofNanos(nanoTime.getAsLong() - start));
    }

    private OutboxStore store() throws IOException {
        OutboxStore open = store;
        if (open == null) {
            open = place.open(damage);
            boolean isKnown = known && damage == null;
            try {
                outbox.opened(open, isKnown ? null : open.contents());
            } catch (IOException | RuntimeException unreadable) {
                open.close();
                throw unreadable;
            }
            store = open;
            known = true;
            damage = null;
        }
        return open;
    }

    private void fail(@Nullable Transaction transaction, Throwable failure) {
        if (failure instanceof UnusableDirectoryException never) {
            throw never;
        }
        if (failure instanceof DamagedFileException found) {
            damage = found;
            close();
        } else if (failure instanceof FileGoneException) {
            close();
        }
        outbox.failed(transaction, failure);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private void close() {
        OutboxStore open = store;
        if (open != null) {
            store = null;
            open.close();
        }
    }
}
