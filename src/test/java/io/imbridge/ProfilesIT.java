package io.imbridge;

import static io.imbridge.testkit.Http.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The packaged service returns the present profiles of all groups and topics on its port, and publishes them to Kafka.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ProfilesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "profiles-" + UUID.randomUUID();
    private static final Duration BROUGHT_UP = Duration.ofSeconds(60);

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = new ServiceProcess(
                        "profiles",
                        Map.of(
                                "BRIDGE_VERIFY_APP_IDS",
                                Callbacks.APP,
                                "KAFKA_BOOTSTRAP_SERVERS",
                                Kafka.bootstrapServers(),
                                "BRIDGE_PUBLISH_TOPIC_PREFIX",
                                PREFIX,
                                "BRIDGE_PROFILES_ENABLED",
                                "true"))
                .start();
        await().atMost(BROUGHT_UP)
                .until(() ->
                        get(service.managementPort(), "/q/health/ready").body().contains("\"running\""));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_community_is_what_its_callbacks_made_of_it() {
        String group = "@TGS#_@TGS#" + UUID.randomUUID();
        String topic = group + "@TOPIC#_@TOPIC#1";
        tell("Group.CallbackAfterCreateGroup", """
            {"GroupId":"%s","Type":"Community","Operator_Account":"leckie","Owner_Account":"leckie","Name":"Walkers",
            "EventTime":1795000000000,"UserDefinedDataList":[{"Key":"city","Value":"成都"}]}\
            """, group);
        tell("Group.CallbackAfterGroupInfoChanged", """
            {"GroupId":"%s","Type":"Community","Operator_Account":"mei.lin","Name":"Hill Walkers","Notification":"",
            "EventTime":1795000001000,"UserDefinedDataList":[{"Key":"level","Value":"hard"}]}\
            """, group);
        tell("Group.CallbackAfterCreateTopic", """
            {"GroupId":"%s","TopicId":"%s","Type":"Community","Operator_Account":"leckie","Name":"Routes"}\
            """, group, topic);

        JsonNode profile = awaitGroup(group, found -> found.path("topicIds").size() == 1 && found.has("notification"));

        assertThat(profile.get("name").textValue()).isEqualTo("Hill Walkers");
        assertThat(profile.get("notification").textValue()).isEmpty();
        assertThat(profile.has("introduction")).isFalse();
        assertThat(profile.get("owner").textValue()).isEqualTo("leckie");
        assertThat(profile.get("customFields")).hasToString("{\"city\":\"成都\",\"level\":\"hard\"}");
        assertThat(profile.at("/fields/name/operator").textValue()).isEqualTo("mei.lin");
        assertThat(profile.get("createdTime").textValue()).isEqualTo("2026-11-18T11:06:40.000Z");
        assertThat(profile.at("/topics/0/name").textValue()).isEqualTo("Routes");
        assertThat(ask("topic", topic).statusCode()).isEqualTo(200);
        assertThat(askAgain("topic", topic).statusCode()).isEqualTo(304);
        assertThat(askAgain("group", group).statusCode())
                .as("its topics change without it")
                .isEqualTo(200);
        assertThat(list()).contains(group);

        // The store answers before the end of the transaction that writes the topics.
        await().untilAsserted(() -> {
            assertThat(compacted("groups", group)).isEqualTo(withoutTopics(profile));
            assertThat(compacted("topics", topic))
                    .isEqualTo(profile.at("/topics/0").toString());
        });

        tell(
                "Group.CallbackAfterGroupDestroyed",
                "{\"GroupId\":\"%s\",\"EventTime\":%d}",
                group,
                System.currentTimeMillis() + 1);
        await().until(() ->
                ask("group", group).statusCode() == 404 && ask("topic", topic).statusCode() == 404);
        await().until(() -> compacted("groups", group).equals("null")
                && compacted("topics", topic).equals("null"));
    }

    @Test
    void a_change_of_a_topic_that_is_not_named_changes_nothing_and_is_counted() {
        double before = metric("bridge_profiles_unattributed_total");
        tell("Group.CallbackAfterTopicInfoChanged", "{\"GroupId\":\"nobody\",\"Name\":\"x\"}", "");

        await().until(() -> metric("bridge_profiles_unattributed_total") == before + 1);
        assertThat(ask("group", "nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void questions_that_are_none_are_refused_in_words() {
        assertThat(get(service.managementPort(), "/profiles/group").statusCode())
                .isEqualTo(400);
        HttpResponse<String> none = ask("topic", "none");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).isEqualTo("{\"error\":\"There is no profile of this topic.\"}");
    }

    private static void tell(String command, String body, Object... ids) {
        HttpResponse<String> answer = Http.post(service.port(), Callbacks.query(command), String.format(body, ids));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static JsonNode awaitGroup(String group, java.util.function.Predicate<JsonNode> condition) {
        return await().until(() -> json(ask("group", group).body()), condition);
    }

    private static HttpResponse<String> ask(String kind, String id) {
        return get(
                service.managementPort(),
                "/profiles/" + kind + "?app=" + Callbacks.APP + "&id=" + URLEncoder.encode(id, UTF_8));
    }

    /** Asks again, only for a profile that is newer than the first answer. */
    private static HttpResponse<String> askAgain(String kind, String id) {
        String tag = ask(kind, id).headers().firstValue("ETag").orElseThrow();
        return get(
                service.managementPort(),
                "/profiles/" + kind + "?app=" + Callbacks.APP + "&id=" + URLEncoder.encode(id, UTF_8),
                "If-None-Match",
                tag);
    }

    private static String list() {
        return get(service.managementPort(), "/profiles/groups?app=" + Callbacks.APP)
                .body();
    }

    /** The present value in a compacted topic, read by an independent consumer. */
    private static String compacted(String kind, String id) {
        List<ConsumerRecord<byte[], byte[]>> records = KafkaTopics.shared().all(PREFIX + ".profile." + kind);
        Map<String, String> last = new HashMap<>();
        records.forEach(record -> last.put(
                new String(record.key(), UTF_8), record.value() == null ? "null" : new String(record.value(), UTF_8)));
        return last.getOrDefault(Callbacks.APP + ":" + id, "absent");
    }

    private static String withoutTopics(JsonNode profile) {
        return ((com.fasterxml.jackson.databind.node.ObjectNode) profile.deepCopy())
                .without("topics")
                .toString();
    }

    private static double metric(String name) {
        return get(service.managementPort(), "/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
