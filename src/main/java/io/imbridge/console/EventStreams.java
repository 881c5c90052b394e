package io.imbridge.console;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The streams of all pages: at most {@link #MOST} at a time. */
@Singleton
public final class EventStreams {
    static final int MOST = 100;

    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places = new AtomicInteger();
    private volatile boolean ended;

    /**
     * Opens another stream.
     *
     * @param closed called once on the stream's event loop, when the stream has ended
     * @throws Problem when there are too many streams, or the service is stopping
     */
    EventStream open(RoutingContext routing, Runnable closed) {
        if (places.incrementAndGet() > MOST || ended) {
            places.decrementAndGet();
            throw new Problem(503, "There are " + MOST + " streams open, and no more are given: close a page.");
        }
        EventStream[] own = new EventStream[1];
        EventStream stream = EventStream.open(routing, () -> {
            if (own[0] != null) {
                open.remove(own[0]);
            }
            places.decrementAndGet();
            closed.run();
        });
        own[0] = stream;
        if (!stream.isClosed()) {
            open.add(stream);
        }
        return stream;
    }

    /** The number of open streams. */
    public int count() {
        return places.get();
    }

    /** Ends all streams for good. */
    void end() {
        ended = true;
        open.forEach(stream -> stream.run(stream::close));
    }
}
