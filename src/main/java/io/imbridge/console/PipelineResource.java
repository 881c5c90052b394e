package io.imbridge.console;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/** Answers {@code way} and {@code way/stream}. */
@Singleton
final class PipelineResource implements ConsoleResource {
    private final PipelineMonitor monitor;
    private final EventStreams streams;

    PipelineResource(PipelineMonitor monitor, EventStreams streams) {
        this.monitor = monitor;
        this.streams = streams;
    }

    @Override
    public void routes(ConsoleApi api) {
        api.get(
                "way",
                Set.of(),
                routing -> Answers.json(routing, monitor.update().whole()));
        api.get("way/stream", Set.of(), this::stream);
    }

    /** The first event has all numbers; a later one has the series only if there is a new point. */
    private void stream(RoutingContext routing) {
        EventStream stream = streams.open(routing, () -> {});
        stream.send("way", monitor.update().whole());
        monitor.watch(new Page(stream));
    }

    /** A page that watches. */
    private record Page(EventStream stream) implements PipelineMonitor.Watcher {
        @Override
        public boolean isGone() {
            return stream.isClosed();
        }

        @Override
        public void tell(PipelineMonitor.Update update) {
            stream.run(() -> send(update));
        }

        /** Sends the numbers. A page that has not yet read the last ones is skipped and gets later ones. */
        private void send(PipelineMonitor.Update update) {
            if (!stream.isFull()) {
                stream.send("way", update.hasNewPoint() ? update.whole() : update.now());
            }
        }
    }
}
