package io.imbridge.dev;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks a broker on this machine whether it accepts requests. An open port alone does not show that. */
final class BrokerProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private BrokerProbe() {}

    /**
     * Answers within seconds. It creates no Kafka client, which would fill the log, before something listens on the
     * port.
     */
    static boolean answers(int port) throws InterruptedException {
        if (!Ports.answers(port)) {
            return false;
        }
        Map<String, Object> properties = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + port,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        Admin admin = Admin.create(properties);
        try {
            return !admin.describeCluster()
                    .nodes()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } finally {
            admin.close(Duration.ZERO);
        }
    }
}
