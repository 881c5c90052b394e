package io.imbridge.publish;

import io.imbridge.callback.KafkaCluster;
import java.util.Map;
import java.util.Optional;

/** The cluster to which the relay writes, for code that reads from it. */
record ConfiguredCluster(KafkaClients clients, PublishSettings settings) implements KafkaCluster {
    @Override
    public Map<String, Object> clientProperties() {
        return clients.ofAnyClient();
    }

    @Override
    public int maxRecordBytes() {
        return clients.maxRecordBytes();
    }

    @Override
    public boolean createsTopics() {
        return settings.createTopics();
    }

    @Override
    public int partitions() {
        return settings.partitions();
    }

    @Override
    public Optional<Short> replicationFactor() {
        return settings.replicationFactor();
    }

    @Override
    public String sentence(Throwable failure) {
        return SendFailure.sentence(failure);
    }
}
