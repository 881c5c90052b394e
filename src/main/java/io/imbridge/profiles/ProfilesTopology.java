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
 * The way of an event into profiles, as Kafka Streams is told it.
 *
 * <p>The events come from topics of any partition counts, and are brought to one place a group first. So these counts
 * may differ and change, and the state does not depend on them.
 *
 * @param inputs the topics of the events
 * @param partitions over how many partitions groups are spread; what is in Kafka already has them
 * @param maxBytes the largest value that Kafka takes
 */
record ProfilesTopology(Collection<String> inputs, OutputTopics outputs, int partitions, int maxBytes) {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    /** Where profiles, what reads corrected of them, and dead letters go. */
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
