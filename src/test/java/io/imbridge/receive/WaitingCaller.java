package io.imbridge.receive;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Waits for the answer to a callback on the test's thread, and accepts answers of any size. */
final class WaitingCaller implements Intake.Caller {
    private final Deadline deadline;
    private final boolean late;
    private Runnable drop = () -> {};

    WaitingCaller(Duration budget) {
        this.deadline = Deadline.after(System.nanoTime(), budget);
        this.late = budget.isZero();
    }

    @Override
    public @Nullable String traceparent() {
        return null;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public boolean isLate() {
        return late;
    }

    @Override
    public Executor loop() {
        return Runnable::run;
    }

    @Override
    public void grow(long bytes) {}

    @Override
    public void whenGone(Runnable dropped) {
        drop = dropped;
    }

    /** The caller disconnects. */
    void leave() {
        drop.run();
    }
}
