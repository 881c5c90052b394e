package io.imbridge.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the transactions of an outbox on its own thread: everything that was queued during one transaction goes into
 * the next. After a failure it retries until the store accepts the transaction.
 */
final class Committer {
    /** What the committer knows of its store. */
    private enum State {
        /** No store is open. The next step opens it. */
        CLOSED,
        /** No store is open, and the last one was found damaged. The next step opens it anew, as a damaged one. */
        DAMAGED,
        /** The store is open, and transactions are written to it. */
        OPEN,
        /** The committer writes no more. */
        ENDED;

        private boolean mayBecome(State next) {
            return switch (this) {
                case CLOSED -> next != CLOSED;
                case DAMAGED -> next == OPEN || next == ENDED;
                case OPEN -> next != OPEN;
                case ENDED -> false;
            };
        }
    }

    private static final Logger LOG = Logger.getLogger(Committer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A transaction, with the work after it, that takes longer is stuck: the answers cannot wait for it. */
    private static final Duration STALLED = Duration.ofMillis(500);

    /** How often the file is checked while there is nothing to write. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final DiskWork work;
    private final OutboxStore.Place place;
    private final CommitObserver observer;
    private final LongSupplier nanoTime;
    private final Thread thread = new Thread(this::run, "outbox-committer");
    private final CountDownLatch opened = new CountDownLatch(1);
    private State state = State.CLOSED;
    private long stateSince;
    private @Nullable OutboxStore store;
    private @Nullable DamagedFileException damage;
    private @Nullable UnusableDirectoryException unusable;
    private boolean known;
    private Duration pause = FIRST_PAUSE;
    private volatile @Nullable Long writingSince;

    Committer(DiskWork work, OutboxStore.Place place, CommitObserver observer, LongSupplier nanoTime) {
        this.work = work;
        this.place = place;
        this.observer = observer;
        this.nanoTime = nanoTime;
        this.stateSince = nanoTime.getAsLong();
        thread.setDaemon(true);
    }

    /**
     * Starts to write. Waits a limited time until the store is open, so its content is known before new records arrive;
     * until then, callbacks wait for Kafka.
     *
     * @throws UnusableDirectoryException when another version wrote the store, so this version cannot use it
     */
    void start(Duration patience) throws InterruptedException {
        thread.start();
        if (opened.await(patience.toNanos(), TimeUnit.NANOSECONDS) && unusable != null) {
            throw unusable;
        }
    }

    /** Lets the answers wait for Kafka when the disk does not respond. Must be called every few milliseconds. */
    void watch() {
        Long began = writingSince;
        if (began != null && nanoTime.getAsLong() - began > STALLED.toNanos() && !work.isHolding()) {
            work.hold(HoldReason.STALLED, null);
        }
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** Waits until everything is written, for {@code patience} at most. */
    void join(Duration patience) throws InterruptedException {
        thread.join(patience.toMillis());
    }

    private void run() {
        try {
            boolean worked = true;
            while (!work.isClosing() || (worked && work.hasUnwritten())) {
                worked = step();
                if (state != State.DAMAGED) {
                    opened.countDown();
                }
                if (!worked && !work.isClosing()) {
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (UnusableDirectoryException other) {
            LOG.error(other.getMessage());
            unusable = other;
        } finally {
            opened.countDown();
            closeAs(State.ENDED);
        }
    }

    /**
     * Writes everything that is due, and everything at all while callbacks wait for Kafka. Returns false when that
     * failed.
     */
    boolean step() throws InterruptedException {
        try {
            OutboxStore open = store();
            Transaction next = work.await(LOOK);
            writingSince = nanoTime.getAsLong();
            if (next != null) {
                write(open, next);
            }
            open.tidy();
            return true;
        } catch (UnusableDirectoryException never) {
            throw never;
        } catch (IOException | RuntimeException | Error failure) {
            // The thread must continue: without it nothing would be kept, and nothing would report that.
            fail(failure);
            return false;
        } finally {
            writingSince = null;
        }
    }

    private void write(OutboxStore open, Transaction transaction) throws IOException {
        if (transaction.isWhole() && work.isHolding() && !open.hasRoom()) {
            throw new IOException("No space left: what the outbox needs is not to be had");
        }
        long start = nanoTime.getAsLong();
        open.write(transaction.changes());
        work.committed(transaction);
        pause = FIRST_PAUSE;
        observer.committed(transaction.added(), Duration.ofNanos(nanoTime.getAsLong() - start));
    }

    private OutboxStore store() throws IOException {
        OutboxStore open = store;
        if (open == null) {
            open = place.open(damage);
            try {
                work.opened(open, known ? null : open.contents());
            } catch (IOException | RuntimeException unreadable) {
                open.close();
                throw unreadable;
            }
            become(State.OPEN);
            store = open;
            known = true;
            damage = null;
        }
        return open;
    }

    private void fail(Throwable failure) {
        if (failure instanceof DamagedFileException found) {
            damage = found;
            closeAs(State.DAMAGED);
        } else if (failure instanceof FileGoneException) {
            closeAs(damage == null ? State.CLOSED : State.DAMAGED);
        }
        work.failed(failure);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private void closeAs(State next) {
        OutboxStore open = store;
        if (state != next) {
            become(next);
        }
        if (open != null) {
            store = null;
            open.close();
        }
    }

    private void become(State next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("a committer that is " + state + " cannot become " + next);
        }
        long now = nanoTime.getAsLong();
        LOG.debugf("Committer state=%s before=%s lasted=%s", next, state, Duration.ofNanos(now - stateSince));
        state = next;
        stateSince = now;
    }
}
