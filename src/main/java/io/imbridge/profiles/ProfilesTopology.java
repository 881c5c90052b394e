package io.imbridge.profiles;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.BranchedKStream;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology of Kafka Streams: the way of an event into profiles.
 *
 * <p>The events come from topics with any numbers of partitions. First, all events of a group are brought to one place.
 * So these numbers may differ and change, and the state does not depend on them.
 *
 * @param inputs the topics of the events
 * @param partitions the number of partitions over which groups are spread; Kafka's existing state has the same
 *     number
 * @param maxBytes the largest value that Kafka accepts
 */
record ProfilesTopology(Collection<String> inputs, OutputTopics outputs, int partitions, int maxBytes) {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    /** The topics for profiles, corrections by reads, and dead letters. */
    record OutputTopics(String groups, String topics, String corrections, String deadLetters) {}

    Topology build(ProfilesObserver observer) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(store(StoreNames.GROUPS, BYTES));
        builder.addStateStore(store(StoreNames.TOPICS, BYTES));
        builder.addStateStore(store(StoreNames.ENDINGS, Serdes.String()));

        Map<String, KStream<byte[], Output>> attributed = branches(
                builder.stream(inputs, Consumed.with(BYTES, BYTES).withName("events"))
                        .process(() -> new Attribution(observer), Named.as("attribution")),
                "attributed-");
        KStream<byte[], byte[]> events = values(attributed, "attributed-", Output.Kind.EVENT)
                .repartition(Repartitioned.with(BYTES, BYTES)
                        .withName(StoreNames.EVENTS)
                        .withNumberOfPartitions(partitions));
        Map<String, KStream<byte[], Output>> folded = branches(
                events.process(
                        () -> new FoldStep(observer, maxBytes),
                        Named.as("fold"),
                        StoreNames.GROUPS,
                        StoreNames.TOPICS,
                        StoreNames.ENDINGS),
                "folded-");
        Produced<byte[], byte[]> produced = Produced.with(BYTES, BYTES);
        values(folded, "folded-", Output.Kind.GROUP).to(outputs.groups(), produced);
        values(folded, "folded-", Output.Kind.TOPIC).to(outputs.topics(), produced);
        values(folded, "folded-", Output.Kind.CORRECTION).to(outputs.corrections(), produced);
        values(attributed, "attributed-", Output.Kind.DEAD_LETTER).to(outputs.deadLetters(), produced);
        values(folded, "folded-", Output.Kind.DEAD_LETTER).to(outputs.deadLetters(), produced);
        return builder.build();
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), values)
                .withCachingEnabled();
    }

    private static Map<String, KStream<byte[], Output>> branches(KStream<byte[], Output> stream, String prefix) {
        BranchedKStream<byte[], Output> split = stream.split(Named.as(prefix));
        for (Output.Kind kind : Output.Kind.values()) {
            split = split.branch((key, output) -> output.kind() == kind, Branched.as(kind.name()));
        }
        return split.noDefaultBranch();
    }

    private static KStream<byte[], byte[]> values(
            Map<String, KStream<byte[], Output>> branches, String prefix, Output.Kind kind) {
        return Objects.requireNonNull(branches.get(prefix + kind.name())).mapValues(Output::value);
    }
}
