package io.imbridge.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Aims an application under test at the broker of {@link Kafka}, which outlives it. */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("kafka.bootstrap.servers", Kafka.bootstrapServers());
    }

    @Override
    public void stop() {}
}
