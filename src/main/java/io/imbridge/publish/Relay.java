package io.imbridge.publish;

import io.imbridge.callback.TopicNames;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.Outbox;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Moves records from the outbox to Kafka: in order within a topic, a topic that fails holding up none but its own.
 *
 * <p>One thread does all of it; what Kafka's client and the outbox have to say comes in through a queue. A record is
 * given up never: Kafka has it, or the dead-letter topic has it, or it waits.
 */
public final class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);

    /** What is in memory between the outbox and Kafka's acknowledgement at most. */
    private static final long MAX_HELD_BYTES = 16L * 1024 * 1024;

    private static final int POLL = 500;
    private static final long LONGEST_NAP = TimeUnit.SECONDS.toNanos(1);
    private static final long NAP_WITH_PARKED = TimeUnit.MILLISECONDS.toNanos(100);

    private final Outbox outbox;
    private final Topics topics;
    private final TopicNames names;
    private final RecordSender sender;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "relay");
    private volatile boolean woken;
    private volatile @Nullable Long stopAt;
    private long heldBytes;

    Relay(Outbox outbox, Topics topics, TopicNames names, RecordSender sender) {
        this.outbox = outbox;
        this.topics = topics;
        this.names = names;
        this.sender = sender;
        thread.setDaemon(true);
    }

    /**
     * Starts to move records.
     *
     * @param first the topics to make ready before there is a record for them
     */
    void start(List<String> first) {
        first.forEach(this::lane);
        outbox.onArrival(this::wake);
        thread.start();
    }

    /** Moves what can be moved within {@code patience}, then stops. What is left stays in the outbox. */
    void stop(Duration patience) throws InterruptedException {
        stopAt = System.nanoTime() + patience.toNanos();
        wake();
        thread.join();
    }

    private void run() {
        boolean idle = false;
        while (!isDone(idle)) {
            if (idle) {
                nap();
            }
            woken = false;
            try {
                idle = !move();
            } catch (RuntimeException defect) {
                LOG.error("Relay failed and goes on", defect);
                idle = true;
            }
        }
        sender.close();
    }

    private boolean isDone(boolean idle) {
        Long stop = stopAt;
        return stop != null && ((idle && heldBytes == 0) || System.nanoTime() - stop >= 0);
    }

    /** One round; returns whether there was anything to do. */
    private boolean move() {
        settle();
        check();
        boolean polled = poll();
        return send() || polled;
    }

    /** Hears what happened meanwhile. */
    private void settle() {
        for (Runnable next = news.poll(); next != null; next = news.poll()) {
            next.run();
        }
    }

    private void check() {
        long now = System.nanoTime();
        for (Lane lane : lanes.values()) {
            if (!lane.isOpen()) {
                lane.drop(this::isUnwanted);
            }
            if (lane.startCheck(now)) {
                topics.ensure(lane.topic()).whenComplete((ready, failure) -> tell(() -> checked(lane, failure)));
            }
        }
    }

    private boolean isUnwanted(KeptRecord kept) {
        boolean unwanted = !outbox.isWanted(kept);
        if (unwanted) {
            heldBytes -= kept.record().size();
        }
        return unwanted;
    }

    private void checked(Lane lane, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debugf(failure, "Topic not ready topic=%s", lane.topic());
        }
        lane.checked(failure == null, System.nanoTime());
    }

    private boolean poll() {
        if (heldBytes >= MAX_HELD_BYTES) {
            return false;
        }
        List<KeptRecord> next = outbox.poll(POLL);
        for (KeptRecord kept : next) {
            heldBytes += kept.record().size();
            lane(kept.record().topic()).add(kept);
        }
        return !next.isEmpty();
    }

    private Lane lane(String topic) {
        return lanes.computeIfAbsent(topic, unseen -> new Lane(unseen, System.nanoTime()));
    }

    private boolean send() {
        boolean sent = false;
        for (Lane lane : List.copyOf(lanes.values())) {
            // A failure that is known must be heard before the next record goes, or that would overtake the failed one.
            for (KeptRecord kept = lane.next(); kept != null; kept = news.isEmpty() ? lane.next() : null) {
                sent = true;
                KeptRecord on = kept;
                sender.send(on, failure -> tell(() -> ended(lane, on, failure)));
            }
        }
        return sent;
    }

    private void ended(Lane lane, KeptRecord kept, @Nullable Exception failure) {
        if (failure == null) {
            delivered(lane, kept);
            return;
        }
        switch (SendFailure.of(failure)) {
            case RECORD -> bury(lane, kept, failure);
            case TOPIC -> giveBack(lane, kept, failure);
            case PRODUCER -> {
                sender.renewAfter(failure);
                giveBack(lane, kept, failure);
            }
        }
    }

    private void delivered(Lane lane, KeptRecord kept) {
        heldBytes -= kept.record().size();
        outbox.delivered(kept);
        if (lane.delivered()) {
            LOG.infof("Topic resumed topic=%s", lane.topic());
        }
    }

    private void giveBack(Lane lane, KeptRecord kept, Exception failure) {
        if (lane.returned(kept, System.nanoTime())) {
            LOG.warnf("Topic parked topic=%s reason=%s", lane.topic(), SendFailure.word(failure));
        }
    }

    private void bury(Lane lane, KeptRecord kept, Exception failure) {
        String deadLetter = names.deadLetter();
        if (lane.topic().equals(deadLetter)) {
            giveBack(lane, kept, failure);
            return;
        }
        LOG.warnf(
                "Dead letter topic=%s sequence=%d reason=%s", lane.topic(), kept.sequence(), SendFailure.word(failure));
        lane.gone();
        lane(deadLetter)
                .add(new KeptRecord(
                        kept.sequence(), kept.record().asDeadLetter(deadLetter, SendFailure.word(failure))));
    }

    private void tell(Runnable message) {
        news.add(message);
        wake();
    }

    private void wake() {
        if (!woken) {
            woken = true;
            LockSupport.unpark(thread);
        }
    }

    private void nap() {
        long now = System.nanoTime();
        long nap = LONGEST_NAP;
        for (Lane lane : lanes.values()) {
            nap = Math.min(nap, Math.min(lane.idleFor(now), lane.isOpen() ? nap : NAP_WITH_PARKED));
        }
        if (!woken) {
            LockSupport.parkNanos(nap);
        }
    }
}
