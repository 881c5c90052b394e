package io.imbridge.console;

import io.imbridge.callback.KafkaCluster;
import java.util.Map;
import java.util.Optional;

/** A cluster at a given address, where possibly nothing responds. */
record TestCluster(String bootstrapServers) implements KafkaCluster {
    @Override
    public Map<String, Object> clientProperties() {
        return Map.of("bootstrap.servers", bootstrapServers, "reconnect.backoff.max.ms", 500);
    }

    @Override
    public int maxRecordBytes() {
        return 1_000_000;
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
