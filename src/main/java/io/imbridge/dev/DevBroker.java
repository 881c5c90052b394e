package io.imbridge.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts a Kafka broker in dev mode if none is configured, and tells the Kafka clients its address.
 *
 * <p>The broker starts without data at the first start of the application, which waits for it. It keeps running through
 * live reloads and ends with dev mode.
 */
@Singleton
@IfBuildProfile("dev")
final class DevBroker implements ClientCustomizer<Map<String, Object>> {
    private static final Logger LOG = Logger.getLogger(DevBroker.class);
    private static final String CONFIGURED = "kafka.bootstrap.servers";
    private static final int PREFERRED_PORT = 9092;
    private static final Path DIRECTORY = Path.of("target", "dev-broker");

    private final Config config;
    private @Nullable Integer port;

    @Inject
    DevBroker(Config config) {
        this.config = config;
    }

    /** Runs before anything that may need a broker. */
    void onStart(@Observes @Priority(1) StartupEvent event) {
        if (isWanted()) {
            port();
        } else {
            LOG.infof("To watch callbacks: %s", FirstSteps.console(config));
        }
    }

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> client) {
        if (!isWanted()) {
            return client;
        }
        Map<String, Object> aimed = new HashMap<>(client);
        aimed.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + port());
        return aimed;
    }

    private boolean isWanted() {
        return config.getOptionalValue(CONFIGURED, String.class).isEmpty();
    }

    private synchronized int port() {
        Integer known = port;
        if (known == null) {
            Optional<RunningBroker> running = RunningBroker.recall();
            running.ifPresent(broker -> LOG.infof("The Kafka broker still listens on localhost:%d", broker.port()));
            known = running.map(RunningBroker::port).orElseGet(this::start);
            port = known;
        }
        return known;
    }

    private int start() {
        int chosen = Ports.isFree(PREFERRED_PORT) ? PREFERRED_PORT : Ports.free();
        LOG.infof("Starting a Kafka broker on localhost:%d", chosen);
        BrokerFiles files = new BrokerFiles(DIRECTORY.resolve(Integer.toString(chosen)));
        try {
            files.delete();
            BrokerSettings settings = BrokerSettings.defaults().withPort(chosen).withDirectory(files.directory());
            // It is never closed, because it ends with this JVM.
            LocalBroker broker = new LocalBroker(settings).start();
            new RunningBroker(broker.pid(), chosen).remember();
            LOG.infof(
                    """
                    The Kafka broker listens on localhost:%d; its log is %s
                    To watch callbacks:   %s
                    To send a callback:   %s
                    To read the topics:   %s\
                    """,
                    chosen, files.log(), FirstSteps.console(config), FirstSteps.curl(config), FirstSteps.read(chosen));
        } catch (RuntimeException failed) {
            LOG.error("The Kafka broker of dev mode did not start; set " + CONFIGURED + " to use another", failed);
        }
        return chosen;
    }
}
