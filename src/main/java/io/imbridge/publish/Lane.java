package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import java.time.Duration;

/**
 * Whether the records of one topic may go to Kafka, and how many are on their way.
 *
 * <p>A topic that fails is parked: its records wait, those of other topics pass. After a pause that grows it is
 * checked again, then tried with a single record, and opened when Kafka has taken that. Used by the relay's thread
 * only; times are {@link System#nanoTime()}'s.
 */
final class Lane {
    private enum State {
        /** Waits for the end of a pause, and for what is still on its way. */
        PARKED,
        /** Waits to hear whether the topic is there. */
        CHECKING,
        /** One record at a time, until one gets through. */
        TRYING,
        OPEN
    }

    /** One topic that stands still must not take all the room there is. */
    private static final int MAX_IN_FLIGHT = 2500;

    private static final long MAX_BYTES_IN_FLIGHT = 1024 * 1024;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** After this without an acknowledgement it is asked whether the topic is still there. */
    private static final Duration STALLED = Duration.ofSeconds(10);

    private final String topic;
    private State state = State.PARKED;
    private Duration pause = FIRST_PAUSE;
    private long resumeAt;
    private long progressAt;
    private int inFlight;
    private long bytesInFlight;

    /** A lane that is to be checked before its first record. */
    Lane(String topic, long now) {
        this.topic = topic;
        this.resumeAt = now;
    }

    String topic() {
        return topic;
    }

    /** How many records may be sent now. */
    int room() {
        return switch (state) {
            case OPEN -> bytesInFlight < MAX_BYTES_IN_FLIGHT ? MAX_IN_FLIGHT - inFlight : 0;
            case TRYING -> inFlight == 0 ? 1 : 0;
            case PARKED, CHECKING -> 0;
        };
    }

    void sent(long now, KeptRecord kept) {
        bytesInFlight += kept.record().size();
        if (inFlight++ == 0) {
            progressAt = now;
        }
    }

    /** Kafka has a record. Returns whether that ended a time of failures. */
    boolean delivered(long now, KeptRecord kept) {
        ended(now, kept);
        if (state != State.TRYING) {
            return false;
        }
        state = State.OPEN;
        boolean wasParked = !pause.equals(FIRST_PAUSE);
        pause = FIRST_PAUSE;
        return wasParked;
    }

    /** A record is on its way no more, and nothing follows from that for the topic. */
    void ended(long now, KeptRecord kept) {
        bytesInFlight -= kept.record().size();
        inFlight--;
        progressAt = now;
    }

    /** The topic failed. Returns whether that is the first time since it was open, or new. */
    boolean park(long now) {
        boolean first = state != State.PARKED && pause.equals(FIRST_PAUSE);
        if (state != State.PARKED) {
            state = State.PARKED;
            resumeAt = now + pause.toNanos();
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
        return first;
    }

    /** The check ended. Returns whether it is the first that failed since the lane was open, or new. */
    boolean checked(boolean ready, long now) {
        boolean first = pause.equals(FIRST_PAUSE);
        if (ready) {
            state = State.TRYING;
        } else {
            park(now);
        }
        return first && !ready;
    }

    /** Whether the pause is over and nothing is under way any more; then the lane counts as being checked. */
    boolean startCheck(long now) {
        if (state != State.PARKED || inFlight > 0 || resumeAt - now > 0) {
            return false;
        }
        state = State.CHECKING;
        return true;
    }

    /** Whether records are under way and none has arrived for long; asks again only after as long. */
    boolean isStalled(long now) {
        if (inFlight == 0 || now - progressAt < STALLED.toNanos()) {
            return false;
        }
        progressAt = now;
        return true;
    }

    boolean isParked() {
        return state == State.PARKED || state == State.CHECKING;
    }
}
