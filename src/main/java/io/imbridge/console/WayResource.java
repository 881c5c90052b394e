package io.imbridge.console;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

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

    /** The first event is whole; the later ones have the series where there is a new point. */
    private void stream(RoutingContext routing) {
        AtomicReference<Consumer<Way.Told>> own = new AtomicReference<>(told -> {});
        EventStream stream = streams.open(routing, () -> way.forget(own.get()));
        Consumer<Way.Told> watcher = told -> stream.run(() -> send(stream, told));
        own.set(watcher);
        stream.send("way", way.told().whole());
        way.watch(watcher);
        if (stream.isClosed()) {
            way.forget(watcher);
        }
    }

    /** A page that has not taken the last one yet gets a later one. */
    private static void send(EventStream stream, Way.Told told) {
        if (!stream.isFull()) {
            stream.send("way", told.hasNewPoint() ? told.whole() : told.now());
        }
    }
}
