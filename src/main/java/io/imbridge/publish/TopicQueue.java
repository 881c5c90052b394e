package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the records of one topic may go to Kafka, and those that are on their way.
 *
 * <p>A topic that fails waits; those of other topics pass. After a pause that grows, and when nothing of it is on its
 * way any more, it is checked again, then tried with a single record, and opened when Kafka has taken that. Used by the
 * relay's thread only; times are {@link System#nanoTime()}'s.
 */
final class TopicQueue {
    private enum State {
        /** Until the end of a pause, and of what is still on its way. */
        WAITING,
        /** Until it is known whether the topic is there. */
        CHECKING,
        /** One record at a time, until one gets through. */
        PROBING,
        OPEN
    }

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);

    /** After so many failures in a row, while other topics are well, the topic is what is wrong. */
    private static final int MANY_FAILURES = 10;

    private static final Duration WITHOUT_TIMES = Duration.ofMinutes(1);

    private final String topic;
    private final InFlightWindow.Share share;
    /** In the order of their beginnings; all of one producer. */
    private final Set<Delivery> onTheirWay = new LinkedHashSet<>();

    private final UncertainDeliveries uncertain = new UncertainDeliveries();

    private State state = State.WAITING;
    private Duration backoff = FIRST_BACKOFF;
    private long resumeAt;
    private int failures;
    private int failedSends;
    private @Nullable String trouble;
    private @Nullable TopicFacts facts;
    private @Nullable Long timesFrom;

    /** One that is to be checked before its first record. */
    TopicQueue(String topic, InFlightWindow window, long now) {
        this.topic = topic;
        this.share = window.new Share();
        this.resumeAt = now;
    }

    String topic() {
        return topic;
    }

    /** How many records may be sent now, by the producer of a generation: never while another one's are on their way. */
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

    /** What Kafka may have of it though nobody heard of that. */
    UncertainDeliveries uncertain() {
        return uncertain;
    }

    /** How many are on their way. */
    int inFlight() {
        return share.records();
    }

    /** Notes that a record is handed to Kafka's client. */
    Delivery begin(KeptRecord record, @Nullable DeadLetter deadLetter, int generation, long now) {
        Delivery delivery = new Delivery(this, record, deadLetter, generation, now);
        onTheirWay.add(delivery);
        share.add(record.record().size());
        return delivery;
    }

    /** Notes that the end of a delivery is known. */
    void end(Delivery delivery) {
        delivery.end();
        share.remove(delivery.record().record().size());
        onTheirWay.remove(delivery);
    }

    /** The record that has been on its way for longest, null when none is. */
    @Nullable
    Delivery oldest() {
        return onTheirWay.isEmpty() ? null : onTheirWay.iterator().next();
    }

    /** Those whose end is not known. */
    List<Delivery> unended() {
        return List.copyOf(onTheirWay);
    }

    /** Kafka has a record. Returns whether that ended a trouble of the topic's own. */
    boolean succeeded() {
        if (state != State.PROBING) {
            return false;
        }
        state = State.OPEN;
        failures = 0;
        failedSends = 0;
        backoff = FIRST_BACKOFF;
        return resumes();
    }

    /** Kafka does not take the topic's records now. They wait, for longer each time. */
    void failed(long now) {
        if (state != State.WAITING) {
            interrupted(now);
            failures++;
            Duration longer = backoff.multipliedBy(2);
            backoff = longer.compareTo(LONGEST_BACKOFF) < 0 ? longer : LONGEST_BACKOFF;
        }
    }

    /** As {@link #failed}: a record could not be sent, though the topic was found. */
    void failedToSend(long now) {
        if (state != State.WAITING) {
            failedSends++;
        }
        failed(now);
    }

    /** As {@link #failedToSend}: it was the end of a producer, and the next one is not to end as soon. */
    void endedProducer(long now, Duration untilNext) {
        failedToSend(now);
        failedSends = 0;
        resumeAt = now + untilNext.multipliedBy(2).toNanos();
    }

    /** The records wait, through no fault of the topic's. */
    void interrupted(long now) {
        if (state != State.WAITING) {
            state = State.WAITING;
            resumeAt = now + backoff.toNanos();
        }
    }

    /** The topic takes nothing for a reason of its own. Returns whether that is new. */
    boolean pause(String reason) {
        boolean isNew = trouble == null;
        trouble = reason;
        return isNew;
    }

    /** Ends a trouble that did not keep the queue from being open. Returns whether there was one. */
    boolean resumes() {
        boolean had = trouble != null && state == State.OPEN;
        if (had) {
            trouble = null;
        }
        return had;
    }

    /** Whether it fails again and again. */
    boolean keepsFailing() {
        return failures >= MANY_FAILURES;
    }

    /** Whether its records cannot be sent, again and again, though it is found each time. */
    boolean keepsFailingToSend() {
        return failedSends >= MANY_FAILURES;
    }

    /** Whether the pause is over and nothing is on its way any more; then the topic counts as being checked. */
    boolean startCheck(long now) {
        if (state != State.WAITING || share.records() > 0 || resumeAt - now > 0) {
            return false;
        }
        state = State.CHECKING;
        return true;
    }

    /** The check found the topic. */
    void found(TopicFacts found) {
        if (state == State.CHECKING) {
            facts = found;
            state = State.PROBING;
        }
    }

    /** What was known of the topic before its first record went out. Only of one with a record on its way. */
    TopicFacts facts() {
        return Objects.requireNonNull(facts);
    }

    /** Whether it can be written to, as far as is known. */
    boolean isWaiting() {
        return state == State.WAITING || state == State.CHECKING;
    }

    /** Whether it takes nothing for a reason of its own. */
    boolean isPaused() {
        return trouble != null;
    }

    /** Whether records bear their own times. */
    boolean bearsTimes(long now) {
        return timesFrom == null || now - timesFrom >= 0;
    }

    /** Kafka refused the times of records: for a while they bear none. */
    void leaveOutTimes(long now) {
        timesFrom = now + WITHOUT_TIMES.toNanos();
    }
}
