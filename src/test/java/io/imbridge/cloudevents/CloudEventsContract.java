package io.imbridge.cloudevents;

import static io.imbridge.testkit.Callbacks.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.imbridge.contract.SchemaCheck;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sends all golden callbacks through the real service and broker, and reads them back with the SDKs of CloudEvents. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CloudEventsContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path SCRIPTS = Path.of("src", "test", "node", "cloudevents");
    private static final Set<String> ALWAYS = Set.of(
            "specversion",
            "type",
            "source",
            "id",
            "time",
            "datacontenttype",
            "sdkappid",
            "sequence",
            "receivedtime",
            "fingerprint");

    private final String prefix;
    private final List<JsonNode> expected = GoldenCallback.all().stream()
            .flatMap(golden -> golden.records().stream())
            .toList();

    /**
     * Reads the topics of the service under test.
     *
     * @param prefix the prefix of the topics; only this test writes to them
     */
    CloudEventsContract(String prefix) {
        this.prefix = prefix;
    }

    /** The headers of a record with a key. */
    abstract Set<String> headers();

    abstract String contentType();

    @BeforeAll
    void post_all_golden_callbacks() {
        for (GoldenCallback golden : GoldenCallback.all()) {
            assertThat(post(golden.query(), golden.body()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_sdk_for_java_reads_every_event() {
        List<ReadEvent> events = new ArrayList<>();
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", Kafka.bootstrapServers(),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest");
        try (Consumer<String, CloudEvent> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new CloudEventDeserializer())) {
            consumer.subscribe(topics());
            long begin = System.nanoTime();
            while (events.size() < expected.size() && System.nanoTime() - begin < PATIENCE.toNanos()) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(ReadEvent.of(record)));
            }
        }

        assertAreExpected(events);
        assertThat(events)
                .allSatisfy(event -> assertThat(SchemaCheck.of(event.topic().substring(prefix.length() + 1))
                                .errors(event.data()))
                        .isEmpty());
    }

    @Test
    void the_sdk_for_javascript_reads_every_event() {
        String[] arguments = Stream.concat(
                        Stream.of(Kafka.bootstrapServers(), Integer.toString(expected.size())), topics().stream())
                .toArray(String[]::new);

        Node.Run run = Node.project(SCRIPTS).run(Map.of(), "read.js", arguments);

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertAreExpected(run.output().lines().map(ReadEvent::of).toList());
    }

    @Test
    void the_headers_are_those_of_the_mode() {
        JsonNode keyed = expected.stream()
                .filter(record -> record.get("key").isTextual())
                .findFirst()
                .orElseThrow();

        assertThat(KafkaTopics.shared().all(topic(keyed)))
                .filteredOn(record -> record.key() != null)
                .isNotEmpty()
                .allSatisfy(record -> {
                    Set<String> names = new TreeSet<>();
                    record.headers().forEach(header -> names.add(header.key()));
                    assertThat(names).isEqualTo(headers());
                    assertThat(new String(
                                    record.headers().lastHeader("content-type").value(), UTF_8))
                            .isEqualTo(contentType());
                });
    }

    private void assertAreExpected(List<ReadEvent> events) {
        assertThat(events.stream().map(ReadEvent::lasting))
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .map(golden -> ReadEvent.lasting(topic(golden), golden))
                        .toList());
        assertThat(events).allSatisfy(CloudEventsContract::assertAttributes);
    }

    private static void assertAttributes(ReadEvent event) {
        Map<String, String> attributes = event.attributes();
        String received = event.data().get("receivedTime").textValue();
        Set<String> names = new TreeSet<>(ALWAYS);
        if (event.key() != null) {
            names.add("subject");
        }

        assertThat(attributes.keySet()).isEqualTo(names);
        assertThat(attributes)
                .containsEntry("specversion", "1.0")
                .containsEntry(
                        "type", "com.tencent.im." + event.data().get("command").textValue())
                .containsEntry("source", "/tencent-im/1400000000")
                .containsEntry("datacontenttype", "application/json")
                .containsEntry("sdkappid", "1400000000")
                .containsEntry("receivedtime", received)
                .containsEntry("time", event.data().path("eventTime").asText(received));
        assertThat(attributes.get("subject")).isEqualTo(event.key());
        assertThat(attributes.get("sequence")).matches("[0-9]{16}");
        assertThat(attributes.get("fingerprint")).matches("[0-9a-f]{64}");
        assertThat(UUID.fromString(attributes.get("id")).version()).isEqualTo(8);
    }

    private Set<String> topics() {
        Set<String> topics = new TreeSet<>();
        expected.forEach(golden -> topics.add(topic(golden)));
        return topics;
    }

    private String topic(JsonNode golden) {
        return golden.get("topic").textValue().replaceFirst("^im\\.", prefix + ".");
    }
}
