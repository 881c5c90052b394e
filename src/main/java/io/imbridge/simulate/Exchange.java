package io.imbridge.simulate;

import io.vertx.core.http.HttpClientRequest;
import org.jspecify.annotations.Nullable;

/** One callback on its way, that ends once. Used on the event loop only. */
final class Exchange {
    private final long due;
    private long writtenAt;
    private @Nullable HttpClientRequest request;
    private boolean over;

    /**
     * Not written yet.
     *
     * @param due from when its time counts, in nanoseconds of {@link System#nanoTime}
     */
    Exchange(long due) {
        this.due = due;
    }

    long due() {
        return due;
    }

    /** Its connection is there. */
    void writtenBy(HttpClientRequest ready) {
        request = ready;
        writtenAt = System.nanoTime();
    }

    /** Whether it was written so long ago; before that, the time limit of connections counts. */
    boolean isWaitingFor(long nanos, long now) {
        return request != null && now - writtenAt >= nanos;
    }

    /** Ends it. Returns whether it had not ended before. */
    boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }

    boolean isOver() {
        return over;
    }

    /** Closes its connection: an answer that comes late must not be taken for the next one's. */
    void reset() {
        if (request != null) {
            request.reset();
        }
    }
}
