package io.imbridge.console;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/** Answers {@code way} and {@code way/stream}. */
@Singleton
final class WayResource implements ConsoleResource {
    private final Way way;
    private final EventStreams streams;

    WayResource(Way way, EventStreams streams) {
        this.way = way;
        this.streams = streams;
    }

    @Override
    public void routes(ConsoleApi api) {
        api.get("way", Set.of(), routing -> Answers.json(routing, way.told().whole()));
        api.get("way/stream", Set.of(), this::stream);
    }

    /** The first event has all numbers; a later one has the series only if there is a new point. */
    private void stream(RoutingContext routing) {
        EventStream stream = streams.open(routing, () -> {});
        stream.send("way", way.told().whole());
        way.watch(new Page(stream));
    }

    /** A page that watches. */
    private record Page(EventStream stream) implements Way.Watcher {
        @Override
        public boolean isGone() {
            return stream.isClosed();
        }

        @Override
        public void tell(Way.Told told) {
            stream.run(() -> send(told));
        }

        /** Sends the numbers. A page that has not yet read the last ones is skipped and gets later ones. */
        private void send(Way.Told told) {
            if (!stream.isFull()) {
                stream.send("way", told.hasNewPoint() ? told.whole() : told.now());
            }
        }
    }
}
