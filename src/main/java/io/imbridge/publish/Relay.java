package io.imbridge.publish;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Moves records from the outbox to Kafka: in order within a topic, the topics taking turns, and one that fails holding
 * up none but its own.
 *
 * <p>One thread does all of it; what Kafka's client and the outbox have to say comes in through a mailbox. A record is
 * given up never: Kafka has it, or the dead-letter topic has it, or it stays in the outbox.
 */
public final class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final long LONGEST_NAP = TimeUnit.SECONDS.toNanos(1);
    private static final long NAP_WITH_WORK = TimeUnit.MILLISECONDS.toNanos(50);

    private final Thread thread = new Thread(this::run, "relay");
    private final Mailbox mailbox = new Mailbox(thread);
    private final Publisher publisher;
    private volatile @Nullable Long stopAt;

    /** @param publishers makes what does the work, on the relay's thread, from the mailbox that it hears others by */
    Relay(Function<Mailbox, Publisher> publishers) {
        publisher = publishers.apply(mailbox);
        thread.setDaemon(true);
    }

    /**
     * Starts to move records.
     *
     * @param first the topics to make ready before there is a record for them
     */
    void start(List<String> first) {
        publisher.begin(first);
        thread.start();
    }

    /** Whether records are being moved. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** How it goes, now. */
    public RelayState state() {
        return publisher.state();
    }

    /** Moves what can be moved within {@code patience}, then stops. What is left stays in the outbox. */
    void stop(Duration patience) throws InterruptedException {
        stopAt = System.nanoTime() + patience.toNanos();
        mailbox.wake();
        thread.join();
    }

    private void run() {
        try {
            move();
        } catch (RuntimeException | Error defect) {
            // Nobody moves records any more, and liveness says so.
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
