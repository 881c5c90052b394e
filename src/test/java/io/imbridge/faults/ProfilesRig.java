package io.imbridge.faults;

import static io.imbridge.testkit.Http.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.RawAnswer;
import io.imbridge.testkit.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Services with one broker and a common prefix of topics, and the profiles as an independent consumer sees them. */
final class ProfilesRig {
    static final String PASSWORD = "rig: pass";

    static final Duration BROUGHT_UP = Duration.ofSeconds(60);

    private static final Duration DRAIN = Duration.ofMinutes(3);

    /** For processes that are killed before the optimizing compiler has saved as much time as it takes. */
    private static final String JAVA_OPTIONS = "-Xmx192m -XX:TieredStopAtLevel=1";

    private static final List<String> INPUTS = List.of(
            "after-create-group",
            "after-group-info-changed",
            "after-change-group-owner",
            "after-group-attr-changed",
            "after-group-destroyed",
            "after-create-topic",
            "after-topic-info-changed",
            "after-topic-destroyed");

    private final String bootstrapServers;
    private final KafkaTopics topics;
    private final String prefix = "p" + UUID.randomUUID();

    ProfilesRig(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.topics = new KafkaTopics(bootstrapServers);
    }

    KafkaTopics topics() {
        return topics;
    }

    /** The prefix of its topics, without the dot. */
    String prefix() {
        return prefix;
    }

    /** A topic of these services. */
    String topic(String name) {
        return prefix + "." + name;
    }

    /** The topics from which profiles are made. */
    List<String> inputs() {
        return Stream.concat(INPUTS.stream().map(name -> "group." + name), Stream.of("profile.reads"))
                .map(this::topic)
                .toList();
    }

    /** The topic that brings the events of a group to one place. */
    String repartition() {
        return topic("profiles-events-by-group-repartition");
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** An instance that receives callbacks, and keeps profiles only if told so. */
    ServiceProcess bridge(Map<String, String> more) {
        Map<String, String> environment = common(more);
        environment.put("BRIDGE_VERIFY_APP_IDS", Callbacks.APP);
        return new ServiceProcess("profiles-bridge", environment);
    }

    /** An instance that only keeps profiles. */
    ServiceProcess keeper(Map<String, String> more) {
        Map<String, String> environment = common(more);
        environment.put("BRIDGE_RECEIVE_ENABLED", "false");
        environment.put("BRIDGE_PROFILES_ENABLED", "true");
        return new ServiceProcess("profiles-keeper", environment);
    }

    private Map<String, String> common(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("BRIDGE_PUBLISH_TOPIC_PREFIX", prefix);
        environment.put("JAVA_TOOL_OPTIONS", JAVA_OPTIONS);
        environment.putAll(more);
        return environment;
    }

    static void awaitRunning(ServiceProcess keeper) {
        await("profiles are kept, see " + keeper.logFile()).atMost(BROUGHT_UP).until(() -> health(keeper)
                .contains("\"profiles\": \"running\""));
    }

    static String health(ServiceProcess service) {
        return get(service.managementPort(), "/q/health/ready").body();
    }

    /** Asks with the password {@link #PASSWORD}, which is ignored if none is set. */
    static HttpResponse<String> getProfiles(int port, String path) {
        return get(port, path, "Authorization", RawAnswer.basic("console:" + PASSWORD));
    }

    /** Asks for a {@code group} or a {@code topic}. */
    static HttpResponse<String> ask(ServiceProcess keeper, String kind, String id) {
        return getProfiles(
                keeper.managementPort(),
                "/profiles/" + kind + "?app=" + Callbacks.APP + "&id=" + URLEncoder.encode(id, UTF_8));
    }

    /**
     * The groups that an instance lists, page by page.
     *
     * @param more further parameters of the query, such as {@code &here=true}
     * @throws IllegalStateException when the instance cannot answer now
     */
    static List<JsonNode> list(ServiceProcess keeper, int limit, String more) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        int found = limit;
        while (found == limit) {
            HttpResponse<String> page = getProfiles(
                    keeper.managementPort(),
                    "/profiles/groups?app=" + Callbacks.APP + "&limit=" + limit + "&after="
                            + URLEncoder.encode(after, UTF_8) + more);
            if (page.statusCode() != 200) {
                throw new IllegalStateException(page.body());
            }
            JsonNode groups = json(page.body().getBytes(UTF_8)).get("groups");
            groups.forEach(all::add);
            found = groups.size();
            after = found == 0 ? "" : all.get(all.size() - 1).get("groupId").textValue();
        }
        return all;
    }

    /** Puts a record into partition 0 of a topic, as the bridge or another program might; waits until Kafka has it. */
    void send(String topic, String key, byte[] value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic(topic), 0, key.getBytes(UTF_8), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Publishes an event in binary mode: the creation of a group, with a name. */
    void sendCreated(String group, String name) {
        send(
                "group.after-create-group",
                group,
                event(group, name).toString().getBytes(UTF_8),
                Map.of("ce_time", "2026-11-20T10:00:00.000Z", "ce_sequence", Long.toString(System.nanoTime())));
    }

    static ObjectNode event(String group, String name) {
        ObjectNode event = GoldenCallback.JSON
                .createObjectNode()
                .put("command", "Group.CallbackAfterCreateGroup")
                .put("sdkAppId", Callbacks.APP)
                .put("groupId", group);
        event.putObject("changes").put("name", name);
        return event;
    }

    /** All events of profile commands in Kafka. */
    List<ConsumerRecord<byte[], byte[]>> events() {
        return inputs().stream().flatMap(topic -> topics.all(topic).stream()).toList();
    }

    /** Waits until each event in Kafka was folded and its results are committed. */
    void awaitFolded() {
        try (Admin admin = admin()) {
            // The commits of the inputs and the repartition topic's records are in one transaction, so the inputs come
            // first.
            await().atMost(DRAIN).until(() -> Stream.concat(inputs().stream(), Stream.of(repartition()))
                    .allMatch(topic -> isRead(admin, topic)));
        }
    }

    private boolean isRead(Admin admin, String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = topics.all(topic);
        Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(topic("profiles"))
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return all.stream().allMatch(record -> {
            OffsetAndMetadata until = read.get(new TopicPartition(topic, record.partition()));
            return until != null && until.offset() > record.offset();
        });
    }

    /** All published records of {@code groups} or {@code topics}. */
    List<ConsumerRecord<byte[], byte[]>> published(String kind) {
        return topics.all(topic("profile." + kind));
    }

    static JsonNode json(byte[] value) {
        try {
            return GoldenCallback.JSON.readTree(value);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /** A profile without its version, and without the whole topics of an answer. */
    static JsonNode withoutVersion(JsonNode profile) {
        return ((ObjectNode) profile.deepCopy()).without(List.of("version", "topics"));
    }
}
