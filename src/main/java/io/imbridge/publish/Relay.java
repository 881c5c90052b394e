package io.imbridge.publish;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Moves records from the outbox to Kafka: in order within a topic, with topics taking turns. A topic that fails blocks
 * only its own records.
 *
 * <p>One thread does all the work; Kafka's client and the outbox send it messages through a mailbox. No record is ever
 * given up: Kafka has it, or the dead-letter topic has it, or it stays in the outbox.
 */
public final class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final long LONGEST_NAP = TimeUnit.SECONDS.toNanos(1);
    private static final long NAP_WITH_WORK = TimeUnit.MILLISECONDS.toNanos(50);

    private final Thread thread = new Thread(this::run, "relay");
    private final Mailbox mailbox = new Mailbox(thread);
    private final Publisher publisher;
    private volatile @Nullable Long stopAt;

    /**
     * Makes a relay.
     *
     * @param publishers makes the publisher, which works on the relay's thread, from the mailbox through which it
     *     receives messages
     */
    Relay(Function<Mailbox, Publisher> publishers) {
        publisher = publishers.apply(mailbox);
        thread.setDaemon(true);
    }

    /**
     * Starts to move records.
     *
     * @param first the topics to prepare before they have records
     */
    void start(List<String> first) {
        publisher.begin(first);
        thread.start();
    }

    /** Whether records are being moved. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** The current state of publishing. */
    public RelayState state() {
        return publisher.state();
    }

    /** Moves as many records as possible within {@code patience}, then stops. The others stay in the outbox. */
    void stop(Duration patience) throws InterruptedException {
        stopAt = System.nanoTime() + patience.toNanos();
        mailbox.wake();
        thread.join();
    }

    private void run() {
        try {
            move();
        } catch (RuntimeException | Error defect) {
            // No records are moved any more, and the liveness check reports that.
            LOG.error("Relay ended", defect);
        }
    }

    private void move() {
        boolean idle = false;
        while (!isDone(idle)) {
            if (idle) {
                mailbox.sleep(publisher.hasWork() ? NAP_WITH_WORK : LONGEST_NAP);
            }
            try {
                mailbox.settle();
                idle = !publisher.sendMore();
            } catch (RuntimeException | Error defect) {
                LOG.error("Relay failed and goes on", defect);
                publisher.giveBackAll();
                idle = true;
            }
        }
        publisher.close();
        mailbox.settle();
    }

    private boolean isDone(boolean idle) {
        Long stop = stopAt;
        boolean isEmpty = idle && publisher.inFlight() == 0 && mailbox.isEmpty();
        return stop != null && (isEmpty || System.nanoTime() - stop >= 0);
    }
}
