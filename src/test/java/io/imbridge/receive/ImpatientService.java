package io.imbridge.receive;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.ServiceProcess;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The packaged service with short time limits, one for all classes that ask for it. What stands between the network and
 * its HTTP server is in the package alone: dev mode and its tests hide it from Netty.
 */
final class ImpatientService implements BeforeAllCallback {
    private static ServiceProcess service;

    /** Where it takes callbacks. */
    static int port() {
        return service.port();
    }

    static ServiceProcess process() {
        return service;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        service = context.getRoot()
                .getStore(Namespace.create(ImpatientService.class))
                .computeIfAbsent(ServiceProcess.class, unseen -> start(), ServiceProcess.class);
    }

    private static ServiceProcess start() {
        Map<String, String> environment = Map.of(
                "BRIDGE_VERIFY_APP_IDS", Callbacks.APP,
                "BRIDGE_RECEIVE_READ_TIMEOUT", "500ms",
                "BRIDGE_RECEIVE_IDLE_TIMEOUT", "1s",
                "BRIDGE_RECEIVE_HEALTH_PATH", "/healthy",
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:1");
        ServiceProcess started = new ServiceProcess("impatient", environment).start();
        // The first callback of a start takes the longest, and what waits behind it has less of its time left.
        Http.post(started.port(), Callbacks.query(Callbacks.COMMAND), "{}");
        return started;
    }
}
