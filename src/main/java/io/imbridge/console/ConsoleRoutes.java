package io.imbridge.console;

import io.imbridge.callback.StartCheck;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Puts the console on the management port if it is enabled. The package {@code ops} has decided before who may see it.
 */
@Singleton
final class ConsoleRoutes {
    private final ConsoleSettings settings;
    private final Instance<EventStreams> streams;
    private final Instance<PipelineMonitor> monitor;
    private @Nullable Router port;

    ConsoleRoutes(ConsoleSettings settings, Instance<EventStreams> streams, Instance<PipelineMonitor> monitor) {
        this.settings = settings;
        this.streams = streams;
        this.monitor = monitor;
    }

    @Produces
    @Singleton
    static StartCheck consoleCheck(ConsoleSettings settings) {
        return settings::mistakes;
    }

    void remember(@Observes ManagementInterface management) {
        port = management.router();
    }

    /** The Kafka clients of the resources do not exist before the startup event; the port opens after it. */
    void start(@Observes StartupEvent event, Instance<ConsoleResource> resources) {
        Router router = port;
        if (!settings.enabled() || router == null) {
            return;
        }
        new Pages(new ConsoleFiles()).routes(router);
        ConsoleApi api = new ConsoleApi(router, settings.writable());
        resources.forEach(resource -> resource.routes(api));
        monitor.get().start();
    }

    /** An open stream would keep its connection as long as its page is open. */
    void stop(@Observes ShutdownEvent event) {
        if (settings.enabled()) {
            streams.get().end();
        }
    }
}
