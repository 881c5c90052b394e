package io.imbridge.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Connects an application under test to the broker of {@link Kafka}, which lives longer than the application. */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        // A test that looks for new records must not find records that an earlier test sent late.
        return Map.of("kafka.bootstrap.servers", Kafka.bootstrapServers(), "kafka.linger.ms", "0");
    }

    @Override
    public void stop() {}
}
