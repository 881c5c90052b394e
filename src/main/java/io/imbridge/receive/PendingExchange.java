package io.imbridge.receive;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** An exchange whose complete body was handed to the intake. It waits for the result. */
final class PendingExchange implements Intake.Caller {
    private final Exchange exchange;
    private final Deadline deadline;
    private final boolean late;
    private final Executor loop;
    private @Nullable Runnable drop;

    /**
     * Makes a handover.
     *
     * @param budget how long the answer may take, counted from the body's arrival
     * @param loop the event loop of the exchange
     */
    PendingExchange(Exchange exchange, Duration budget, Executor loop) {
        this.exchange = exchange;
        this.deadline = Deadline.after(exchange.lastArrival(), budget);
        this.late = exchange.waited().compareTo(budget) >= 0;
        this.loop = loop;
    }

    @Override
    public @Nullable String traceparent() {
        return exchange.traceparent();
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
        return loop;
    }

    @Override
    public void grow(long bytes) {
        exchange.grow(bytes);
    }

    @Override
    public void whenGone(Runnable dropped) {
        drop = dropped;
        // A complete request is no longer told when its connection closes.
        exchange.request().response().closeHandler(gone -> exchange.abandon());
    }

    /** The caller went away. */
    void abandon() {
        if (drop != null) {
            drop.run();
        }
    }
}
