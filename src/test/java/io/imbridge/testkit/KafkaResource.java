package io.imbridge.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Aims an application under test at the broker of {@link Kafka}, which outlives it. */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        // A test that looks for what is new must not find what a former one sent.
        return Map.of("kafka.bootstrap.servers", Kafka.bootstrapServers(), "kafka.linger.ms", "0");
    }

    @Override
    public void stop() {}
}
