package io.imbridge.console;

import io.imbridge.callback.KafkaCluster;
import java.util.Map;
import java.util.Optional;

/** A cluster where nobody answers. */
record AbsentKafka() implements KafkaCluster {
    @Override
    public Map<String, Object> clientProperties() {
        return Map.of("bootstrap.servers", "localhost:1");
    }

    @Override
    public int maxRecordBytes() {
        return 1024 * 1024;
    }

    @Override
    public boolean createsTopics() {
        return true;
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public Optional<Short> replicationFactor() {
        return Optional.empty();
    }

    @Override
    public String sentence(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
