package io.imbridge.console;

import io.imbridge.testkit.BrowserTests;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The live log while events arrive faster than anybody can read. It measures, so no other test runs at the same time.
 */
@Tag(BrowserTests.TAG)
@ResourceLock(Usage.CORES)
@ResourceLock(BrowserTests.LOCK)
class PagesUnderLoadIT {
    @TestFactory
    List<DynamicTest> the_live_log() {
        Map<String, String> environment = Map.of(
                "BRIDGE_VERIFY_APP_IDS",
                Callbacks.APP,
                "BRIDGE_PUBLISH_TOPIC_PREFIX",
                "flood-" + UUID.randomUUID(),
                "KAFKA_BOOTSTRAP_SERVERS",
                Kafka.bootstrapServers());
        try (ServiceProcess service = new ServiceProcess("flood", environment).start()) {
            return new BrowserTests()
                    .run(
                            "load.js",
                            Map.of(
                                    "CONSOLE",
                                    "http://localhost:" + service.managementPort(),
                                    "CALLBACKS",
                                    Integer.toString(service.port()),
                                    "APP",
                                    Callbacks.APP));
        }
    }
}
