package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The records of one topic on their way to Kafka, in order.
 *
 * <p>A topic that fails is parked: its records wait, those of other topics pass. After a pause that grows it is
 * checked again, then tried with a single record, and opened when Kafka has taken that. Used by the relay's thread
 * only; times are {@link System#nanoTime()}'s.
 */
final class Lane {
    private enum State {
        /** Waits for the end of a pause. */
        PARKED,
        /** Waits to hear whether the topic is there. */
        CHECKING,
        /** One record at a time, until one gets through. */
        TRYING,
        OPEN
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final String topic;
    private final TreeMap<Long, KeptRecord> waiting = new TreeMap<>();
    private State state = State.PARKED;
    private Duration pause = FIRST_PAUSE;
    private long resumeAt;
    private int inFlight;

    /** A lane that is to be checked before its first record. */
    Lane(String topic, long now) {
        this.topic = topic;
        this.resumeAt = now;
    }

    String topic() {
        return topic;
    }

    void add(KeptRecord kept) {
        waiting.put(kept.sequence(), kept);
    }

    /** The next record that may be sent now, null when none may. */
    @Nullable
    KeptRecord next() {
        boolean mayGo = state == State.OPEN || (state == State.TRYING && inFlight == 0);
        Map.Entry<Long, KeptRecord> first = mayGo ? waiting.pollFirstEntry() : null;
        if (first == null) {
            return null;
        }
        inFlight++;
        return first.getValue();
    }

    /** Kafka has a record. Returns whether that opened the lane. */
    boolean delivered() {
        inFlight--;
        if (state != State.TRYING) {
            return false;
        }
        state = State.OPEN;
        boolean wasParked = !pause.equals(FIRST_PAUSE);
        pause = FIRST_PAUSE;
        return wasParked;
    }

    /** A record is on its way no more, and is not to be sent again here. */
    void gone() {
        inFlight--;
    }

    /** A record came back: it goes first again, and the lane is parked. Returns whether it was open until now. */
    boolean returned(KeptRecord kept, long now) {
        inFlight--;
        add(kept);
        return park(now);
    }

    /** The check ended. */
    void checked(boolean ready, long now) {
        if (ready) {
            state = State.TRYING;
        } else {
            park(now);
        }
    }

    /** Whether the pause is over and nothing is under way any more; then the lane counts as being checked. */
    boolean startCheck(long now) {
        if (state != State.PARKED || inFlight > 0 || resumeAt - now > 0) {
            return false;
        }
        state = State.CHECKING;
        return true;
    }

    /** How many nanoseconds until this lane needs attention though nothing happens; {@code Long.MAX_VALUE}: never. */
    long idleFor(long now) {
        return state == State.PARKED && inFlight == 0 ? Math.max(0, resumeAt - now) : Long.MAX_VALUE;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Drops what is not wanted any more; returns how many records that were. */
    int drop(Predicate<KeptRecord> unwanted) {
        int before = waiting.size();
        waiting.values().removeIf(unwanted);
        return before - waiting.size();
    }

    private boolean park(long now) {
        boolean wasOpen = state == State.OPEN;
        if (state != State.PARKED) {
            state = State.PARKED;
            resumeAt = now + pause.toNanos();
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
        return wasOpen;
    }
}
