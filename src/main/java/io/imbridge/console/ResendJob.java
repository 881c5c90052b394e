package io.imbridge.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dead letters that somebody sends again: how far it is. Safe for many threads. */
final class ResendJob {
    /** How it is. It ends once, in one of the two. */
    enum State {
        RUNNING,
        /** All were tried. */
        DONE,
        /** The rest was not tried. */
        STOPPED
    }

    /** A letter that was not sent again, and why. */
    record Failure(DeadLetterId id, String sentence) {}

    /**
     * How it is at one moment.
     *
     * @param sentence why it stopped, null where it did not
     */
    record Progress(
            State state,
            int sent,
            List<Failure> failures,
            @Nullable String sentence) {}

    private final String id;
    private final List<DeadLetterId> deadLetters;
    private final String by;
    private final Instant since;
    private final List<Failure> failures = new ArrayList<>();
    private State state = State.RUNNING;
    private int sent;
    private @Nullable String sentence;

    /** @param by who asked for it */
    ResendJob(String id, List<DeadLetterId> deadLetters, String by, Instant since) {
        this.id = id;
        this.deadLetters = List.copyOf(deadLetters);
        this.by = by;
        this.since = since;
    }

    String id() {
        return id;
    }

    List<DeadLetterId> deadLetters() {
        return deadLetters;
    }

    String by() {
        return by;
    }

    Instant since() {
        return since;
    }

    synchronized Progress progress() {
        return new Progress(state, sent, List.copyOf(failures), sentence);
    }

    synchronized void sent() {
        mustRun();
        sent++;
    }

    synchronized void failed(DeadLetterId deadLetter, String why) {
        mustRun();
        failures.add(new Failure(deadLetter, why));
    }

    synchronized void done() {
        mustRun();
        state = State.DONE;
    }

    synchronized void stopped(String why) {
        mustRun();
        state = State.STOPPED;
        sentence = why;
    }

    private void mustRun() {
        if (state != State.RUNNING) {
            throw new IllegalStateException("the job has ended: " + state);
        }
    }
}
