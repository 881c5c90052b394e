package io.imbridge.callback;

import java.util.Map;
import java.util.Optional;

/** The Kafka that events go to, for all who write to it or read from it. */
public interface KafkaCluster {
    /** What every client needs: addresses, and how to log in. Read anew each time, as files may have been replaced. */
    Map<String, Object> clientProperties();

    /** The largest record that is sent, in bytes. */
    int maxRecordBytes();

    /** Whether missing topics are made. */
    boolean createsTopics();

    /** How many partitions a topic gets that is made. */
    int partitions();

    /** How many replicas a topic gets that is made; the broker's default where not given. */
    Optional<Short> replicationFactor();

    /** What a client's failure says, in one line and without anything secret. */
    String sentence(Throwable failure);
}
