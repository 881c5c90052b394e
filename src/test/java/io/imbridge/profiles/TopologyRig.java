package io.imbridge.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.profiles.ProfilesObserver.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The fold in Kafka Streams' own test driver. */
abstract class TopologyRig {
    static final long BEGIN = 1_795_000_000_000L;
    static final int LARGEST = 2_000;

    @TempDir
    private Path directory;

    final List<Outcome> outcomes = new ArrayList<>();
    final List<String> drift = new ArrayList<>();
    TopologyTestDriver driver;

    @BeforeEach
    void start() {
        ProfilesTopology topology = new ProfilesTopology(
                List.of("a", "b"),
                new ProfilesTopology.OutputTopics("groups", "topics", "corrections", "dead"),
                3,
                LARGEST);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        driver = new TopologyTestDriver(topology.build(new Outcomes()), properties, Instant.ofEpochMilli(BEGIN + 5));
    }

    private final class Outcomes implements ProfilesObserver {
        @Override
        public void folded(Outcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public void drifted(String field, DriftKind kind) {
            drift.add(field + " " + kind);
        }

        @Override
        public void unattributed(String sdkAppId, String groupId) {
            drift.add("unattributed " + sdkAppId + " " + groupId);
        }

        @Override
        public void failed() {
            throw new AssertionError("failed");
        }
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    void tell(String topic, EventRecord event) {
        input(topic).pipeInput(new TestRecord<>(null, event.bytes(), event.headers()));
    }

    TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    String last(String topic) {
        List<TestRecord<byte[], byte[]>> records = output(topic).readRecordsToList();
        return text(records.get(records.size() - 1));
    }

    List<String> keysWithValues(String topic) {
        return output(topic).readRecordsToList().stream()
                .map(record -> record.value() == null ? text(record) : new String(record.key(), UTF_8))
                .toList();
    }

    static String text(TestRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8)
                + "="
                + (record.value() == null ? "null" : new String(record.value(), UTF_8));
    }

    int keys(String store) {
        int count = 0;
        KeyValueStore<String, Object> of = driver.getKeyValueStore(store);
        try (var all = of.all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }
}
