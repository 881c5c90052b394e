package io.imbridge.console;

import static io.imbridge.testkit.Callbacks.APP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;

/** Two instances with one Kafka, and their shared topics. Only one of the consoles may send. */
final class DeadLetterRig implements AutoCloseable {
    static final String PREFIX = "letters";
    static final String LETTERS = PREFIX + ".dead-letter";

    /** It accepts only tiny records until it is {@link #widen widened}. */
    static final String NARROW = PREFIX + ".group.after-new-member-join";

    private static final Duration SOON = Duration.ofMinutes(1);

    private final DeadLetterMaker deadLetters;
    private final ServiceProcess service;
    private final ServiceProcess reader;

    DeadLetterRig() throws Exception {
        try (Admin admin = admin()) {
            NewTopic narrow =
                    new NewTopic(NARROW, Optional.of(1), Optional.empty()).configs(Map.of("max.message.bytes", "1000"));
            NewTopic all = new NewTopic(LETTERS, Optional.of(3), Optional.empty());
            admin.createTopics(List.of(narrow, all)).all().get();
        }
        deadLetters = new DeadLetterMaker(LETTERS);
        service = service("true").start();
        reader = service("false").start();
    }

    private static ServiceProcess service(String writable) {
        return new ServiceProcess(
                "console-letters",
                Map.of(
                        "BRIDGE_VERIFY_APP_IDS", APP,
                        "BRIDGE_PUBLISH_TOPIC_PREFIX", PREFIX,
                        "BRIDGE_CONSOLE_WRITABLE", writable,
                        "BRIDGE_PROFILES_ENABLED", "false",
                        "KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers()));
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", Kafka.bootstrapServers()));
    }

    DeadLetterMaker deadLetters() {
        return deadLetters;
    }

    /** The instance that may send. */
    ServiceProcess service() {
        return service;
    }

    /** The instance that only reads. */
    ServiceProcess reader() {
        return reader;
    }

    JsonNode get(String path) throws IOException {
        return json(Http.get(service.managementPort(), "/console/api/" + path));
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return GoldenCallback.JSON.readTree(answer.body());
    }

    /** Sends a request, and repeats it while another test's job runs. */
    HttpResponse<String> post(String body) {
        return await().atMost(SOON)
                .until(
                        () -> Http.postJson(service.managementPort(), "/console/api/dead-letters/resend", body),
                        answer -> !answer.body().contains("wait until that has ended"));
    }

    /** Starts a job and waits for its end. */
    JsonNode resend(String body) throws IOException {
        String job = json(post(body)).path("job").textValue();
        return await().atMost(SOON).until(() -> get("dead-letters/jobs/" + job), now -> !now.path("state")
                .textValue()
                .equals("running"));
    }

    static Map<String, String> sentences(JsonNode job) {
        Map<String, String> sentences = new TreeMap<>();
        job.path("failures")
                .forEach(failure -> sentences.put(
                        failure.path("id").textValue(), failure.path("sentence").textValue()));
        return sentences;
    }

    static ConsumerRecord<byte[], byte[]> record(String id) {
        return KafkaTopics.shared().all(LETTERS).stream()
                .filter(record -> (record.partition() + "/" + record.offset()).equals(id))
                .findFirst()
                .orElseThrow();
    }

    static ConsumerRecord<byte[], byte[]> ofKey(String topic, String key) {
        return KafkaTopics.shared().all(topic).stream()
                .filter(record -> record.key() != null && new String(record.key(), UTF_8).equals(key))
                .findFirst()
                .orElseThrow();
    }

    static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    static void widen() throws Exception {
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, NARROW),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", "4000000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        deadLetters.close();
        service.close();
        reader.close();
    }
}
