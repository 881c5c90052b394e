package io.imbridge.profiles;

import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Gives read access to the stores for queries. */
final class LocalStores {
    private LocalStores() {}

    /**
     * The partitions of a store that this instance keeps.
     *
     * @throws InvalidStateStoreException while groups are moved
     */
    static ReadOnlyKeyValueStore<String, byte[]> of(KafkaStreams streams, String store) {
        return streams.store(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
    }

    /**
     * One partition of a store.
     *
     * @throws InvalidStateStorePartitionException when this instance does not keep it
     * @throws InvalidStateStoreException while groups are moved
     */
    static ReadOnlyKeyValueStore<String, byte[]> of(KafkaStreams streams, String store, int partition) {
        return streams.store(StoreQueryParameters.<ReadOnlyKeyValueStore<String, byte[]>>fromNameAndType(
                        store, QueryableStoreTypes.keyValueStore())
                .withPartition(partition));
    }

    /** The partitions of the stores that this instance keeps. */
    static List<Integer> partitions(KafkaStreams streams) {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .filter(partition -> partition.topic().endsWith(StoreNames.EVENTS + "-repartition"))
                .map(partition -> partition.partition())
                .toList();
    }
}
