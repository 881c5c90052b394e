package io.imbridge.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job that sends dead letters again, and its progress. Safe for many threads. */
final class ResendJob {
    /** The state of a job. A job ends once, in one of the last two states. */
    enum State {
        RUNNING,
        /** All letters were tried. */
        DONE,
        /** The remaining letters were not tried. */
        STOPPED
    }

    /** A letter that was not sent again, and why. */
    record Failure(DeadLetterId id, String sentence) {}

    /**
     * The progress at one moment.
     *
     * @param sentence why the job stopped; null if it did not stop
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

    /** @param by the person who asked for the job */
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
