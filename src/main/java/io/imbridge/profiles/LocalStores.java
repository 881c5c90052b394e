package io.imbridge.profiles;

import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores as those see them who only ask. */
final class LocalStores {
    private LocalStores() {}

    /**
     * What of a store is kept here.
     *
     * @throws InvalidStateStoreException while groups are moved
     */
    static ReadOnlyKeyValueStore<String, byte[]> of(KafkaStreams streams, String store) {
        return streams.store(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
    }

    /**
     * One partition of a store.
     *
     * @throws InvalidStateStorePartitionException when it is not kept here
     * @throws InvalidStateStoreException while groups are moved
     */
    static ReadOnlyKeyValueStore<String, byte[]> of(KafkaStreams streams, String store, int partition) {
        return streams.store(StoreQueryParameters.<ReadOnlyKeyValueStore<String, byte[]>>fromNameAndType(
                        store, QueryableStoreTypes.keyValueStore())
                .withPartition(partition));
    }

    /** The partitions of the stores that are kept here. */
    static List<Integer> partitions(KafkaStreams streams) {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .filter(partition -> partition.topic().endsWith(StoreNames.EVENTS + "-repartition"))
                .map(partition -> partition.partition())
                .toList();
    }
}
