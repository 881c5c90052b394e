package io.imbridge.callback;

import java.util.Map;
import java.util.Optional;

/** The Kafka cluster of the service, for all parts that write to it or read from it. */
public interface KafkaCluster {
    /**
     * The properties that every client needs: addresses and credentials. Get them again for each new client, because
     * files may have been replaced.
     */
    Map<String, Object> clientProperties();

    /** The largest record that the service sends, in bytes. */
    int maxRecordBytes();

    /** Whether the service creates missing topics. */
    boolean createsTopics();

    /** How many partitions a created topic gets. */
    int partitions();

    /** How many replicas a created topic gets; empty for the broker's default. */
    Optional<Short> replicationFactor();

    /** The failure of a client as one line without anything secret. */
    String sentence(Throwable failure);
}
