package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.Outbox;
import io.imbridge.publish.Burials.Burial;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Moves records from the outbox to Kafka: in order within a topic, a topic that fails holding up none but its own.
 *
 * <p>One thread does all of it; what Kafka's client and the outbox have to say comes in through a queue. A record is
 * given up never: Kafka has it, or the dead-letter topic has it, or it stays in the outbox.
 */
public final class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final int READ = 500;
    private static final long LONGEST_NAP = TimeUnit.SECONDS.toNanos(1);
    private static final long NAP_WITH_WORK = TimeUnit.MILLISECONDS.toNanos(50);

    private final Outbox outbox;
    private final Topics topics;
    private final RecordSender sender;
    private final RelayObserver observer;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Burials burials;
    private final Thread thread = new Thread(this::run, "relay");
    private final Mailbox mailbox = new Mailbox(thread);
    private final Pulse pulse = new Pulse();
    private volatile @Nullable Long stopAt;
    private int inFlight;

    Relay(Outbox outbox, Topics topics, String deadLetterTopic, RecordSender sender, RelayObserver observer) {
        this.outbox = outbox;
        this.topics = topics;
        this.burials = new Burials(deadLetterTopic);
        this.sender = sender;
        this.observer = observer;
        thread.setDaemon(true);
    }

    /**
     * Starts to move records.
     *
     * @param first the topics to make ready before there is a record for them
     */
    void start(List<String> first) {
        first.forEach(this::lane);
        outbox.onArrival(mailbox::wake);
        thread.start();
    }

    /** Whether records are being moved. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** How it goes, now. */
    public RelayState state() {
        return pulse.state();
    }

    /** Moves what can be moved within {@code patience}, then stops. What is left stays in the outbox. */
    void stop(Duration patience) throws InterruptedException {
        stopAt = System.nanoTime() + patience.toNanos();
        mailbox.wake();
        thread.join();
    }

    private void run() {
        boolean idle = false;
        while (!isDone(idle)) {
            if (idle) {
                nap();
            }
            try {
                mailbox.settle();
                check();
                idle = !send();
                pulse.assess(lanes.values(), burials.and(outbox.waitingTopics()), inFlight);
            } catch (RuntimeException | Error defect) {
                LOG.error("Relay failed and goes on", defect);
                idle = true;
            }
        }
        sender.close();
        mailbox.settle();
    }

    private boolean isDone(boolean idle) {
        Long stop = stopAt;
        return stop != null && ((idle && inFlight == 0 && mailbox.isEmpty()) || System.nanoTime() - stop >= 0);
    }

    private void check() {
        long now = System.nanoTime();
        for (Lane lane : lanes.values()) {
            if (lane.startCheck(now)) {
                topics.ensure(lane.topic())
                        .whenComplete((ready, failure) -> mailbox.tell(() -> checked(lane, failure)));
            } else if (lane.isStalled(now)) {
                int generation = sender.generation();
                topics.ensure(lane.topic())
                        .whenComplete((ready, failure) -> mailbox.tell(() -> questioned(generation, failure)));
            }
        }
    }

    private void checked(Lane lane, @Nullable Throwable failure) {
        pulse.asked(failure == null || Topics.isGone(failure));
        if (lane.checked(failure == null, System.nanoTime()) && failure != null) {
            Throwable why = Topics.cause(failure);
            String reason = SendFailure.word(why);
            LOG.warnf(SendFailure.unforeseen(why), "Topic not ready topic=%s reason=%s", lane.topic(), reason);
        }
    }

    /** A topic that is gone keeps its records in the producer, who waits for it for ever: only a new one lets go. */
    private void questioned(int generation, @Nullable Throwable failure) {
        if (failure != null && Topics.isGone(failure)) {
            sender.renew(generation, "topic-gone");
        }
    }

    private boolean send() {
        boolean sent = sendBurials();
        for (String topic : outbox.waitingTopics()) {
            Lane lane = lane(topic);
            int room = Math.min(READ, lane.room());
            if (room > 0) {
                List<KeptRecord> next = outbox.read(topic, room);
                send(lane, next);
                sent |= !next.isEmpty();
            }
        }
        return sent;
    }

    private boolean sendBurials() {
        if (!burials.isWaiting()) {
            return false;
        }
        Lane lane = lane(burials.topic());
        boolean sent = false;
        while (burials.isWaiting() && lane.room() > 0) {
            Burial burial = Objects.requireNonNull(burials.next());
            send(lane, burial.letter(), (by, failure) -> mailbox.tell(() -> ended(lane, burial, by, failure)));
            sent = true;
        }
        return sent;
    }

    private void send(Lane lane, List<KeptRecord> records) {
        boolean failed = false;
        for (KeptRecord kept : records) {
            // What is known to have failed must be heard before the next one goes, or that would overtake it.
            failed |= !mailbox.isEmpty() && isFailing(lane);
            if (failed) {
                outbox.putBack(kept);
            } else {
                send(lane, kept, (by, failure) -> mailbox.tell(() -> ended(lane, kept, by, failure)));
            }
        }
    }

    private boolean isFailing(Lane lane) {
        mailbox.settle();
        return lane.isParked();
    }

    private void send(Lane lane, KeptRecord kept, RecordSender.End end) {
        inFlight++;
        lane.sent(System.nanoTime(), kept);
        sender.send(kept, end);
    }

    private void ended(Lane lane, KeptRecord kept, int generation, @Nullable Exception failure) {
        inFlight--;
        if (failure == null) {
            outbox.delivered(kept);
            delivered(lane, kept);
        } else if (SendFailure.of(failure) == SendFailure.RECORD && !burials.isFull()) {
            bury(lane, kept, failure);
        } else {
            outbox.putBack(kept);
            failed(lane, kept, generation, failure);
        }
    }

    private void ended(Lane lane, Burial burial, int generation, @Nullable Exception failure) {
        inFlight--;
        if (failure == null) {
            burials.delivered(burial);
            outbox.delivered(burial.kept());
            delivered(lane, burial.letter());
        } else if (burials.returned(burial, SendFailure.of(failure))) {
            lane.ended(System.nanoTime(), burial.letter());
        } else {
            failed(lane, burial.letter(), generation, failure);
        }
    }

    private void delivered(Lane lane, KeptRecord kept) {
        pulse.progressed();
        observer.published(lane.topic(), kept.record().receivedTime());
        if (lane.delivered(System.nanoTime(), kept)) {
            LOG.infof("Topic resumed topic=%s", lane.topic());
        }
    }

    private void failed(Lane lane, KeptRecord kept, int generation, Exception failure) {
        long now = System.nanoTime();
        lane.ended(now, kept);
        observer.returned(lane.topic());
        if (SendFailure.of(failure) == SendFailure.PRODUCER) {
            sender.renew(generation, SendFailure.word(failure));
        }
        if (lane.park(now)) {
            String reason = SendFailure.word(failure);
            LOG.warnf(SendFailure.unforeseen(failure), "Topic parked topic=%s reason=%s", lane.topic(), reason);
        }
    }

    private void bury(Lane lane, KeptRecord kept, Exception failure) {
        String reason = SendFailure.word(failure);
        lane.ended(System.nanoTime(), kept);
        observer.buried(lane.topic(), reason);
        burials.add(kept, reason);
    }

    private Lane lane(String topic) {
        return lanes.computeIfAbsent(topic, unseen -> new Lane(unseen, System.nanoTime()));
    }

    private void nap() {
        boolean work = lanes.values().stream().anyMatch(Lane::isParked)
                || !outbox.waitingTopics().isEmpty();
        mailbox.sleep(work ? NAP_WITH_WORK : LONGEST_NAP);
    }
}
