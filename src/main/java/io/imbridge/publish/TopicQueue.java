package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether records of one topic may go to Kafka, and knows those in flight.
 *
 * <p>A topic that fails waits while records of other topics are sent. After a delay that grows each time, and when
 * nothing of it is in flight, it is checked again and then tried with a single record. When Kafka has accepted that
 * record, it is open. Used by the relay's thread only; times are those of {@link System#nanoTime()}.
 */
final class TopicQueue {
    private enum State {
        /** Until a delay is over and nothing is in flight any more. */
        WAITING,
        /** Until it is known whether the topic exists. */
        CHECKING,
        /** One record at a time, until one is acknowledged. */
        PROBING,
        OPEN;

        private boolean mayBecome(State next) {
            return switch (this) {
                case WAITING -> next == CHECKING;
                case CHECKING -> next == PROBING || next == WAITING;
                case PROBING -> next == OPEN || next == WAITING;
                case OPEN -> next == WAITING;
            };
        }
    }

    private static final Logger LOG = Logger.getLogger(TopicQueue.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);

    /** After this many failures in a row, while other topics are well, the topic itself is the cause. */
    private static final int MANY_FAILURES = 10;

    private static final Duration WITHOUT_TIMES = Duration.ofMinutes(1);

    private final String topic;
    private final InFlightWindow.Share share;
    /** In the order in which they were sent; all by one producer. */
    private final Set<Delivery> onTheirWay = new LinkedHashSet<>();

    private final UncertainDeliveries uncertain = new UncertainDeliveries();

    private State state = State.WAITING;
    private long stateSince = System.nanoTime();
    private Duration backoff = FIRST_BACKOFF;
    private long resumeAt;
    private int failures;
    private int failedSends;
    private @Nullable String trouble;
    private @Nullable TopicFacts facts;
    private @Nullable Long timesFrom;

    /** A queue that must be checked before its first record. */
    TopicQueue(String topic, InFlightWindow window, long now) {
        this.topic = topic;
        this.share = window.new Share();
        this.resumeAt = now;
    }

    String topic() {
        return topic;
    }

    /**
     * How many records the producer of a generation may send now: none while records of another producer are in flight.
     */
    int room(int generation) {
        Delivery oldest = oldest();
        boolean changesProducers = oldest != null && oldest.generation() != generation;
        if (!uncertain.isEmpty()) {
            return 0;
        }
        return switch (state) {
            case OPEN -> changesProducers ? 0 : share.room();
            case PROBING -> share.records() == 0 ? Math.min(1, share.room()) : 0;
            case WAITING, CHECKING -> 0;
        };
    }

    /** Records of the topic that Kafka may have although no acknowledgement arrived. */
    UncertainDeliveries uncertain() {
        return uncertain;
    }

    /** How many records are in flight. */
    int inFlight() {
        return share.records();
    }

    /** Notes that a record is given to Kafka's client. */
    Delivery begin(KeptRecord record, @Nullable DeadLetter deadLetter, int generation, long now) {
        Delivery delivery = new Delivery(this, record, deadLetter, generation, now);
        onTheirWay.add(delivery);
        share.add(record.record().size());
        return delivery;
    }

    /** Notes that the result of a delivery is known. */
    void end(Delivery delivery) {
        delivery.end();
        share.remove(delivery.record().record().size());
        onTheirWay.remove(delivery);
    }

    /** The record that has been in flight longest; null when none is in flight. */
    @Nullable
    Delivery oldest() {
        return onTheirWay.isEmpty() ? null : onTheirWay.iterator().next();
    }

    /** The deliveries without a result. */
    List<Delivery> unended() {
        return List.copyOf(onTheirWay);
    }

    /** Kafka has a record. Returns whether the topic was paused and no longer is. */
    boolean succeeded() {
        if (state != State.PROBING) {
            return false;
        }
        become(State.OPEN);
        failures = 0;
        failedSends = 0;
        backoff = FIRST_BACKOFF;
        return resumes();
    }

    /** Kafka does not accept the topic's records now. They wait, longer each time. */
    void failed(long now) {
        if (state != State.WAITING) {
            interrupted(now);
            failures++;
            Duration longer = backoff.multipliedBy(2);
            backoff = longer.compareTo(LONGEST_BACKOFF) < 0 ? longer : LONGEST_BACKOFF;
        }
    }

    /** Like {@link #failed}: a record could not be sent, although the topic was found. */
    void failedToSend(long now) {
        if (state != State.WAITING) {
            failedSends++;
        }
        failed(now);
    }

    /** Like {@link #failedToSend}: it ended a producer, and the next producer must not end as soon. */
    void endedProducer(long now, Duration untilNext) {
        failedToSend(now);
        failedSends = 0;
        resumeAt = now + untilNext.multipliedBy(2).toNanos();
    }

    /** The records wait for a reason that is not the topic's own. */
    void interrupted(long now) {
        if (state != State.WAITING) {
            become(State.WAITING);
            resumeAt = now + backoff.toNanos();
        }
    }

    private void become(State next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("topic " + topic + " is " + state + " and cannot become " + next);
        }
        long now = System.nanoTime();
        LOG.debugf(
                "Topic state topic=%s state=%s before=%s lasted=%s",
                topic, next, state, Duration.ofNanos(now - stateSince));
        state = next;
        stateSince = now;
    }

    /** The topic takes nothing for a reason of its own. Returns whether that is new. */
    boolean pause(String reason) {
        boolean isNew = trouble == null;
        trouble = reason;
        return isNew;
    }

    /** Ends the pause of a topic whose queue is open. Returns whether the topic was paused. */
    boolean resumes() {
        boolean had = trouble != null && state == State.OPEN;
        trouble = had ? null : trouble;
        return had;
    }

    /** Whether it fails again and again. */
    boolean keepsFailing() {
        return failures >= MANY_FAILURES;
    }

    /** Whether its records fail again and again, although the topic is found each time. */
    boolean keepsFailingToSend() {
        return failedSends >= MANY_FAILURES;
    }

    /** Whether the delay is over and nothing is in flight; if so, a check of the topic begins. */
    boolean startCheck(long now) {
        if (state != State.WAITING || share.records() > 0 || resumeAt - now > 0) {
            return false;
        }
        become(State.CHECKING);
        return true;
    }

    /** The check found the topic. */
    void found(TopicFacts found) {
        if (state == State.CHECKING) {
            facts = found;
            become(State.PROBING);
        }
    }

    /** What was known about the topic before its first record was sent. Only for a topic with a record in flight. */
    TopicFacts facts() {
        return Objects.requireNonNull(facts);
    }

    /** Whether the topic waits for the end of a delay or of a check. */
    boolean isWaiting() {
        return state == State.WAITING || state == State.CHECKING;
    }

    /** Whether the topic is paused: it accepts nothing for a reason of its own. */
    boolean isPaused() {
        return trouble != null;
    }

    /** Whether records have their own timestamps. */
    boolean bearsTimes(long now) {
        return timesFrom == null || now - timesFrom >= 0;
    }

    /** Kafka refused the timestamps of records: for a while they are sent without them. */
    void leaveOutTimes(long now) {
        timesFrom = now + WITHOUT_TIMES.toNanos();
    }
}
