package io.imbridge.receive;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.ServiceProcess;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The packaged service with short time limits, one for all classes that ask for it. Only the package uses the
 * code between the network and its HTTP server: in dev mode and in its tests, Netty cannot find it.
 */
final class ImpatientService implements BeforeAllCallback {
    private static ServiceProcess service;

    /** The port for callbacks. */
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
        // The first callback after a start takes longest, and the ones that wait for it have less time left.
        Http.post(started.port(), Callbacks.query(Callbacks.COMMAND), "{}");
        return started;
    }
}
