package io.imbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The packaged reader of topics, while its broker stops and starts. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class TailIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TOPIC = "tail.group.after-topic-info-changed";

    @TempDir
    Path directory;

    @Test
    void it_waits_for_kafka_prints_what_is_there_and_goes_on_when_kafka_comes_back() throws Exception {
        try (LocalBroker broker = new LocalBroker(BrokerSettings.defaults());
                ChildProcess tail = tail(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS",
                                broker.bootstrapServers(),
                                "BRIDGE_PUBLISH_TOPIC_PREFIX",
                                "tail"),
                        "--full")) {
            awaits(tail, "Kafka at " + broker.bootstrapServers() + " does not answer: waiting for it.");

            broker.start();
            create(broker.bootstrapServers(), TOPIC);
            produce(broker, "one");
            awaits(tail, "\"name\" : \"one\"");

            broker.stop();
            awaits(tail, "does not answer any more: waiting for it.");
            broker.start();
            awaits(tail, "answers again.");
            produce(broker, "two");
            awaits(tail, "\"name\" : \"two\"");

            assertThat(tail.log().split("waiting for it", -1)).hasSize(3);
            assertThat(tail.log().split("=== " + TOPIC, -1)).hasSize(3);
            assertThat(tail.log()).doesNotContain("WARN", "ERROR", "Exception", "bootstrap.servers =");
        }
    }

    @Test
    void it_tells_events_in_plain_sentences_and_only_those_that_are_wanted() throws Exception {
        Map<String, String> environment =
                Map.of("KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers(), "BRIDGE_PUBLISH_TOPIC_PREFIX", "words");
        String topic = "words.group.after-group-info-changed";
        create(Kafka.bootstrapServers(), topic);
        produce(Kafka.bootstrapServers(), topic, event("g1", "Walks"));
        produce(Kafka.bootstrapServers(), topic, event("g2", "Runs"));

        try (ChildProcess tail = tail(environment, "--group", "g2", "--from", "10m")) {
            awaits(tail, "  leckie renamed the group to “Runs”  " + topic + "/0/1");
            assertThat(tail.log()).doesNotContain("Walks", "\u001b");
        }
        try (ChildProcess tail = tail(environment, "--json", "--text", "walks", "--command", "AfterGroupInfoChanged")) {
            awaits(tail, "\"sentence\":\"leckie renamed the group to Walks\"");
            assertThat(tail.log()).contains("\"value\":{\"command\":").doesNotContain("Runs");
        }
    }

    private static String event(String group, String name) {
        return "{\"command\":\"Group.CallbackAfterGroupInfoChanged\",\"sdkAppId\":\"1400000000\",\"groupId\":\"" + group
                + "\",\"operator\":\"leckie\",\"changes\":{\"name\":\"" + name + "\"}}";
    }

    private ChildProcess tail(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                ServiceProcess.PACKAGE.resolve("quarkus-run.jar").toString(),
                "tail"));
        command.addAll(List.of(arguments));
        return ChildProcess.start(command, environment, directory, directory.resolve("tail.log"));
    }

    private static void awaits(ChildProcess tail, String text) {
        await(text + " from " + tail)
                .atMost(PATIENCE)
                .pollInSameThread()
                .failFast(() -> assertThat(tail.isRunning()).as(tail.log()).isTrue())
                .until(() -> tail.log().contains(text));
    }

    private static void create(String servers, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
        }
    }

    private static void produce(LocalBroker broker, String name) throws Exception {
        produce(broker.bootstrapServers(), TOPIC, "{\"name\":\"" + name + "\"}");
    }

    private static void produce(String servers, String topic, String value) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", servers, "acks", "all");
        try (Producer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(20, TimeUnit.SECONDS);
        }
    }
}
