package io.imbridge.console;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.query;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The console shows the dead letters of a real Kafka, and sends them again. Each test has an app of its own. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class DeadLettersConsoleIT {
    private static final String PREFIX = "letters";
    private static final String LETTERS = PREFIX + ".dead-letter";
    private static final String CHANGED = "Group.CallbackAfterGroupInfoChanged";
    private static final String CHANGES = PREFIX + ".group.after-group-info-changed";
    private static final String NARROW = PREFIX + ".group.after-new-member-join";
    private static final String EVENT =
            "{\"command\":\"" + CHANGED + "\",\"sdkAppId\":\"1\",\"groupId\":\"g\",\"changes\":{\"name\":\"A\"}}";
    private static final int SHORT = 64 * 1024;

    private static ServiceProcess service;
    private static ServiceProcess other;
    private static LetterMaker letters;

    @BeforeAll
    static void start() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Kafka.bootstrapServers()))) {
            NewTopic narrow =
                    new NewTopic(NARROW, Optional.of(1), Optional.empty()).configs(Map.of("max.message.bytes", "1000"));
            NewTopic all = new NewTopic(LETTERS, Optional.of(3), Optional.empty());
            admin.createTopics(List.of(narrow, all)).all().get();
        }
        letters = new LetterMaker(LETTERS);
        service = service("true").start();
        other = service("false").start();
    }

    @AfterAll
    static void stop() {
        letters.close();
        service.close();
        other.close();
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

    @Test
    void an_event_that_its_topic_did_not_take_goes_there_once_that_is_mended() throws Exception {
        String body = "{\"GroupId\":\"large\",\"Text\":\"" + "x".repeat(2000) + "\"}";
        assertThat(Http.post(service.port(), query("Group.CallbackAfterNewMemberJoin"), body)
                        .statusCode())
                .isEqualTo(200);
        JsonNode letter = await().until(
                        () -> get("dead-letters?reason=record-too-large&group=large")
                                .path("entries")
                                .path(0),
                        JsonNode::isObject);
        assertThat(letter.path("words").textValue()).contains("larger than its topic takes");
        assertThat(letter.path("toTopic").textValue()).isEqualTo(NARROW);
        String id = letter.path("id").textValue();
        ConsumerRecord<byte[], byte[]> dead = record(id);

        JsonNode tooEarly = resend("{\"ids\":[\"" + id + "\"]}");
        assertThat(tooEarly.path("failures").path(0).path("sentence").textValue())
                .startsWith("Kafka refused it again: ");
        widen();
        JsonNode job = resend("{\"ids\":[\"" + id + "\"]}");

        assertThat(job.path("sent").intValue()).isEqualTo(1);
        ConsumerRecord<byte[], byte[]> again =
                KafkaTopics.shared().first(1, NARROW).get(0);
        assertThat(again.value()).isEqualTo(dead.value());
        assertThat(again.key()).isEqualTo(dead.key());
        Map<String, String> expected = headers(dead);
        expected.remove("dead_letter_reason");
        expected.put("content-type", "application/json");
        expected.put("dead_letter_resent", id);
        assertThat(headers(again)).isEqualTo(expected);
        assertThat(service.log())
                .contains("Resend of dead letters begins by=console@127.0.0.1 count=1 filter=none")
                .contains("Resend of dead letters ends by=console@127.0.0.1 sent=1 failed=0 state=DONE");
    }

    @Test
    void a_body_that_is_refused_no_more_becomes_an_event_and_one_that_still_is_says_why() throws Exception {
        String app = "1400000011";
        String good = letters.put(
                null,
                LetterMaker.headers(CHANGED, app, "not-json"),
                "{\"GroupId\":\"reborn\",\"Name\":\"B\",\"EventTime\":\"1763713800100\"}");
        String bad = letters.put(null, LetterMaker.headers(CHANGED, app, "not-json"), "{\"GroupId\":\"reborn\",");
        String nameless = letters.put(null, LetterMaker.headers("unknown", app, "command-missing"), "{}");

        JsonNode job = resend("{\"filter\":{\"app\":\"" + app + "\"},\"expect\":3}");

        assertThat(job.path("sent").intValue()).isEqualTo(1);
        assertThat(sentences(job))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        bad, "It is refused again: The body is not valid JSON: send one JSON object in UTF-8.",
                        nameless, "It names no command that can be read, so it has no topic to go to."));
        ConsumerRecord<byte[], byte[]> event = ofKey(CHANGES, "reborn");
        JsonNode value = GoldenCallback.JSON.readTree(event.value());
        assertThat(value.path("changes").path("name").textValue()).isEqualTo("B");
        assertThat(value.path("receivedTime").textValue()).isEqualTo("2026-11-21T08:30:00.123Z");
        assertThat(headers(event))
                .containsEntry("ce_type", "com.tencent.im." + CHANGED)
                .containsEntry("ce_subject", "reborn")
                .containsEntry("ce_sequence", "1795265997964091")
                .containsEntry("dead_letter_resent", good)
                .doesNotContainKey("dead_letter_reason");
    }

    @Test
    void what_was_shortened_is_not_sent_again_and_says_so() throws Exception {
        String app = "1400000012";
        String cut = "{\"command\":\"" + CHANGED + "\",\"groupId\":\"cut\",\"x\":\"";
        String shortened = letters.put(
                null, LetterMaker.headers(CHANGED, app, "record-too-large"), cut + "x".repeat(SHORT - cut.length()));
        String keyless = letters.put(null, LetterMaker.headers(CHANGED, app, "record-too-large"), EVENT);

        JsonNode job = resend("{\"ids\":[\"" + shortened + "\",\"" + keyless + "\"]}");

        assertThat(job.path("sent").intValue()).isZero();
        assertThat(sentences(job).get(shortened)).startsWith("Only its first 65536 bytes were kept");
        assertThat(sentences(job).get(keyless)).startsWith("Its key was left out");
        assertThat(get("dead-letters/" + shortened).path("obstacle").textValue())
                .startsWith("Only its first 65536 bytes were kept");
        assertThat(get("dead-letters/" + shortened).path("valueCut").booleanValue())
                .isTrue();
    }

    @Test
    void an_event_of_which_no_profile_could_be_made_goes_to_its_topic_in_both_modes_of_cloudevents() throws Exception {
        String app = "1400000013";
        letters.put("fold", LetterMaker.headers(CHANGED, app, "profile-too-large"), EVENT);
        String structured = "{\"specversion\":\"1.0\",\"type\":\"com.tencent.im." + CHANGED + "\",\"id\":\"i\","
                + "\"sdkappid\":\"" + app + "\",\"data\":" + EVENT + "}";
        letters.put("fold-whole", Map.of("dead_letter_reason", "profile-failed"), structured);
        letters.put("fold-foreign", Map.of("dead_letter_reason", "no-event"), "hello");

        JsonNode job = resend("{\"filter\":{\"app\":\"" + app + "\"},\"expect\":2}");

        assertThat(job.path("sent").intValue()).as(job.toString()).isEqualTo(2);
        assertThat(ofKey(CHANGES, "fold").value()).isEqualTo(EVENT.getBytes(UTF_8));
        ConsumerRecord<byte[], byte[]> whole = ofKey(CHANGES, "fold-whole");
        assertThat(whole.value()).isEqualTo(structured.getBytes(UTF_8));
        assertThat(headers(whole))
                .containsEntry("content-type", "application/cloudevents+json; charset=UTF-8")
                .doesNotContainKey("dead_letter_reason");
    }

    @Test
    void what_was_sent_again_is_known_to_all_instances_and_after_a_restart_and_is_not_sent_twice() throws Exception {
        String app = "1400000014";
        String id = letters.put("once", LetterMaker.headers(CHANGED, app, "record-too-large"), EVENT);
        assertThat(get("dead-letters/count?app=" + app).path("count").intValue())
                .isEqualTo(1);
        resend("{\"ids\":[\"" + id + "\"]}");

        JsonNode second = resend("{\"ids\":[\"" + id + "\"]}");

        assertThat(second.path("sent").intValue()).isZero();
        assertThat(sentences(second).get(id))
                .startsWith("It was sent again at ")
                .contains(" by console@127.0.0.1, to ");
        assertThat(get("dead-letters/count?app=" + app).path("count").intValue())
                .isZero();
        JsonNode elsewhere =
                json(Http.get(other.managementPort(), "/console/api/dead-letters?state=resent&app=" + app));
        assertThat(elsewhere.path("entries").path(0).path("resent").path("by").textValue())
                .isEqualTo("console@127.0.0.1");
        assertThat(elsewhere.path("entries").path(0).path("resent").path("to").textValue())
                .startsWith(CHANGES + "/");
        assertThat(Http.get(service.managementPort(), "/q/metrics").body())
                .containsPattern("bridge_console_resent_total\\{outcome=\"sent\"[^}]*} [1-9]");
        assertThat(get("dead-letters?state=waiting&app=" + app).path("entries")).isEmpty();
    }

    @Test
    void all_are_found_page_by_page_the_newest_first_and_by_each_filter() throws Exception {
        String app = "1400000015";
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(0, letters.put("page-" + i, LetterMaker.headers(CHANGED, app, "record-too-large"), EVENT));
            TimeUnit.MILLISECONDS.sleep(2);
        }
        letters.put(null, LetterMaker.headers("C2C.CallbackAfterSendMsg", app, "not-json"), "{\"GroupId\":\"broken\",");

        List<String> found = new ArrayList<>();
        JsonNode page = get("dead-letters?limit=3&reason=record-too-large&app=" + app);
        while (true) {
            page.path("entries").forEach(entry -> found.add(entry.path("id").textValue()));
            if (page.path("older").isNull()) {
                break;
            }
            page = get("dead-letters?limit=3&reason=record-too-large&app=" + app + "&before="
                    + page.path("older").textValue());
        }

        assertThat(found).isEqualTo(made);
        JsonNode all = get("dead-letters?app=" + app);
        assertThat(all.path("reasons").toString())
                .contains("\"reason\":\"not-json\"", "\"reason\":\"record-too-large\"", "\"count\":7");
        assertThat(get("dead-letters?group=broken&app=" + app).path("entries")).hasSize(1);
        assertThat(get("dead-letters?command=C2C.CallbackAfterSendMsg&app=" + app)
                        .path("entries"))
                .hasSize(1);
        assertThat(get("dead-letters/count?reason=not-json&app=" + app)
                        .path("count")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void no_more_than_a_thousand_are_sent_at_once_and_none_when_their_number_has_changed() throws Exception {
        String app = "1400000016";
        for (int i = 0; i <= 1000; i++) {
            var unused = letters.begin("k", LetterMaker.headers(CHANGED, app, "record-too-large"), EVENT);
        }
        letters.flush();
        letters.put("k", LetterMaker.headers(CHANGED, app, "invalid-record"), EVENT);

        assertThat(get("dead-letters/count?app=" + app).path("count").intValue())
                .isEqualTo(1001);
        HttpResponse<String> tooMany = post("{\"filter\":{\"app\":\"" + app + "\"},\"expect\":1002}");
        HttpResponse<String> changed =
                post("{\"filter\":{\"app\":\"" + app + "\",\"reason\":\"invalid-record\"},\"expect\":2}");

        assertThat(tooMany.statusCode()).isEqualTo(409);
        assertThat(tooMany.body()).contains("More than 1000 match: narrow the filter.");
        assertThat(changed.statusCode()).isEqualTo(409);
        assertThat(changed.body()).contains("1 match now, and not 2: look again, then send.");
    }

    @Test
    void while_kafka_is_away_a_sentence_says_so() {
        LetterReading reading = new LetterReading(new LetterClients(new AbsentKafka()), LETTERS);

        assertThatThrownBy(() -> reading.ask(consumer ->
                        reading.scan(consumer, LetterCursor.atEnd(), new LetterScan.Bounds(1, Duration.ofSeconds(1)))))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("The dead letters cannot be read from Kafka now: ");
    }

    @Test
    void where_the_console_only_reads_nothing_is_sent() {
        HttpResponse<String> refused =
                Http.postJson(other.managementPort(), "/console/api/dead-letters/resend", "{\"ids\":[\"0/0\"]}");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("bridge.console.writable");
    }

    @Test
    void what_is_asked_wrongly_is_answered_with_a_sentence() throws Exception {
        for (String body : List.of(
                "",
                "[]",
                "{\"ids\":[]}",
                "{\"ids\":[\"x\"]}",
                "{\"filter\":{}}",
                "{\"filter\":{\"sql\":\"1\"},\"expect\":1}",
                "{\"filter\":{\"state\":\"resent\"},\"expect\":1}")) {
            assertThat(post(body).statusCode()).as(body).isEqualTo(400);
        }
        for (String path : List.of(
                "dead-letters?before=x", "dead-letters?limit=0", "dead-letters?state=x", "dead-letters?query=x")) {
            assertThat(Http.get(service.managementPort(), "/console/api/" + path)
                            .statusCode())
                    .as(path)
                    .isEqualTo(400);
        }
        for (String path : List.of(
                "dead-letters/0/999999999", "dead-letters/x/y", "dead-letters/99/0", "dead-letters/jobs/none")) {
            assertThat(Http.get(service.managementPort(), "/console/api/" + path)
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    private static Map<String, String> sentences(JsonNode job) {
        Map<String, String> sentences = new TreeMap<>();
        job.path("failures")
                .forEach(failure -> sentences.put(
                        failure.path("id").textValue(), failure.path("sentence").textValue()));
        return sentences;
    }

    private static JsonNode get(String path) throws IOException {
        return json(Http.get(service.managementPort(), "/console/api/" + path));
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return GoldenCallback.JSON.readTree(answer.body());
    }

    private static HttpResponse<String> post(String body) {
        return Http.postJson(service.managementPort(), "/console/api/dead-letters/resend", body);
    }

    /** Waits for its end; while another one's job runs, it asks again. */
    private static JsonNode resend(String body) throws IOException {
        HttpResponse<String> taken =
                await().until(() -> post(body), answer -> !answer.body().contains("wait until that has ended"));
        String job = json(taken).path("job").textValue();
        return await().until(
                        () -> get("dead-letters/jobs/" + job),
                        now -> !now.path("state").textValue().equals("running"));
    }

    private static ConsumerRecord<byte[], byte[]> record(String id) {
        return KafkaTopics.shared().all(LETTERS).stream()
                .filter(record -> (record.partition() + "/" + record.offset()).equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ConsumerRecord<byte[], byte[]> ofKey(String topic, String key) {
        return KafkaTopics.shared().all(topic).stream()
                .filter(record -> record.key() != null && new String(record.key(), UTF_8).equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private static void widen() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, NARROW),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", "4000000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
