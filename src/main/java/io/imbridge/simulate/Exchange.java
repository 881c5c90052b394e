package io.imbridge.simulate;

import io.vertx.core.http.HttpClientRequest;
import org.jspecify.annotations.Nullable;

/** One callback in flight, which ends once. Used on the event loop only. */
final class Exchange {
    private final long due;
    private long writtenAt;
    private @Nullable HttpClientRequest request;
    private boolean over;

    /**
     * A callback that is not sent yet.
     *
     * @param due the start of its response time, in nanoseconds of {@link System#nanoTime}
     */
    Exchange(long due) {
        this.due = due;
    }

    long due() {
        return due;
    }

    /** Its connection is ready. */
    void writtenBy(HttpClientRequest ready) {
        request = ready;
        writtenAt = System.nanoTime();
    }

    /** Whether it was sent at least this long ago. Before it is sent, the time limit of connections applies. */
    boolean isWaitingFor(long nanos, long now) {
        return request != null && now - writtenAt >= nanos;
    }

    /** Ends it. Returns whether this is the first end. */
    boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }

    boolean isOver() {
        return over;
    }

    /** Closes its connection, because a late answer must not be taken for the answer to the next callback. */
    void reset() {
        if (request != null) {
            request.reset();
        }
    }
}
