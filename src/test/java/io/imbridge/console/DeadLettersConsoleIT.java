package io.imbridge.console;

import static io.imbridge.testkit.Callbacks.query;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.Usage;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The console shows the dead letters in a real Kafka, and sends them again. Each test has an app of its own. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class DeadLettersConsoleIT extends DeadLetterListContract {
    private static final String CHANGES = DeadLetterRig.PREFIX + ".group.after-group-info-changed";
    private static final int SHORT = 64 * 1024;

    private static DeadLetterRig rig;

    @Override
    DeadLetterRig rig() {
        return rig;
    }

    @BeforeAll
    static void start() throws Exception {
        rig = new DeadLetterRig();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void an_event_that_its_topic_did_not_take_goes_there_once_that_is_fixed() throws Exception {
        String body = "{\"GroupId\":\"large\",\"Text\":\"" + "x".repeat(2000) + "\"}";
        assertThat(Http.post(rig.service().port(), query("Group.CallbackAfterNewMemberJoin"), body)
                        .statusCode())
                .isEqualTo(200);
        JsonNode deadLetter = await().until(
                        () -> rig.get("dead-letters?reason=record-too-large&group=large")
                                .path("entries")
                                .path(0),
                        JsonNode::isObject);
        assertThat(deadLetter.path("words").textValue()).contains("larger than its topic accepts");
        assertThat(deadLetter.path("toTopic").textValue()).isEqualTo(DeadLetterRig.NARROW);
        String id = deadLetter.path("id").textValue();
        ConsumerRecord<byte[], byte[]> dead = DeadLetterRig.record(id);

        JsonNode tooEarly = rig.resend("{\"ids\":[\"" + id + "\"]}");
        assertThat(tooEarly.path("failures").path(0).path("sentence").textValue())
                .startsWith("Kafka refused it again: ");
        DeadLetterRig.widen();
        JsonNode job = rig.resend("{\"ids\":[\"" + id + "\"]}");

        assertThat(job.path("sent").intValue()).isEqualTo(1);
        ConsumerRecord<byte[], byte[]> again =
                KafkaTopics.shared().first(1, DeadLetterRig.NARROW).get(0);
        assertThat(again.value()).isEqualTo(dead.value());
        assertThat(again.key()).isEqualTo(dead.key());
        Map<String, String> expected = DeadLetterRig.headers(dead);
        expected.remove("dead_letter_reason");
        expected.put("content-type", "application/json");
        expected.put("dead_letter_resent", id);
        assertThat(DeadLetterRig.headers(again)).isEqualTo(expected);
        assertThat(rig.service().log())
                .contains("Resend of dead letters begins by=console@127.0.0.1 count=1 filter=none")
                .contains("Resend of dead letters ends by=console@127.0.0.1 sent=1 failed=0 state=DONE");
    }

    @Test
    void a_body_that_is_refused_no_more_becomes_an_event_and_one_that_still_is_says_why() throws Exception {
        String app = "1400000011";
        String good = rig.deadLetters()
                .put(
                        null,
                        DeadLetterMaker.headers(CHANGED, app, "not-json"),
                        "{\"GroupId\":\"reborn\",\"Name\":\"B\",\"EventTime\":\"1763713800100\"}");
        String bad = rig.deadLetters()
                .put(null, DeadLetterMaker.headers(CHANGED, app, "not-json"), "{\"GroupId\":\"reborn\",");
        String nameless = rig.deadLetters().put(null, DeadLetterMaker.headers("unknown", app, "command-missing"), "{}");

        JsonNode job = rig.resend("{\"filter\":{\"app\":\"" + app + "\"},\"expect\":3}");

        assertThat(job.path("sent").intValue()).isEqualTo(1);
        assertThat(DeadLetterRig.sentences(job))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        bad, "It is refused again: The body is not valid JSON: send one JSON object in UTF-8.",
                        nameless, "It names no command that can be read, so it has no topic to go to."));
        ConsumerRecord<byte[], byte[]> event = DeadLetterRig.ofKey(CHANGES, "reborn");
        JsonNode value = GoldenCallback.JSON.readTree(event.value());
        assertThat(value.path("changes").path("name").textValue()).isEqualTo("B");
        assertThat(value.path("receivedTime").textValue()).isEqualTo("2026-11-21T08:30:00.123Z");
        assertThat(DeadLetterRig.headers(event))
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
        String shortened = rig.deadLetters()
                .put(
                        null,
                        DeadLetterMaker.headers(CHANGED, app, "record-too-large"),
                        cut + "x".repeat(SHORT - cut.length()));
        String keyless = rig.deadLetters().put(null, DeadLetterMaker.headers(CHANGED, app, "record-too-large"), EVENT);

        JsonNode job = rig.resend("{\"ids\":[\"" + shortened + "\",\"" + keyless + "\"]}");

        assertThat(job.path("sent").intValue()).isZero();
        assertThat(DeadLetterRig.sentences(job).get(shortened)).startsWith("Only its first 65536 bytes were kept");
        assertThat(DeadLetterRig.sentences(job).get(keyless)).startsWith("Its key was left out");
        assertThat(rig.get("dead-letters/" + shortened).path("obstacle").textValue())
                .startsWith("Only its first 65536 bytes were kept");
        assertThat(rig.get("dead-letters/" + shortened).path("valueCut").booleanValue())
                .isTrue();
    }

    @Test
    void an_event_of_which_no_profile_could_be_made_goes_to_its_topic_in_both_modes_of_cloudevents() throws Exception {
        String app = "1400000013";
        rig.deadLetters().put("fold", DeadLetterMaker.headers(CHANGED, app, "profile-too-large"), EVENT);
        String structured = "{\"specversion\":\"1.0\",\"type\":\"com.tencent.im." + CHANGED + "\",\"id\":\"i\","
                + "\"sdkappid\":\"" + app + "\",\"data\":" + EVENT + "}";
        rig.deadLetters().put("fold-whole", Map.of("dead_letter_reason", "profile-failed"), structured);
        rig.deadLetters().put("fold-foreign", Map.of("dead_letter_reason", "no-event"), "hello");

        JsonNode job = rig.resend("{\"filter\":{\"app\":\"" + app + "\"},\"expect\":2}");

        assertThat(job.path("sent").intValue()).as(job.toString()).isEqualTo(2);
        assertThat(DeadLetterRig.ofKey(CHANGES, "fold").value()).isEqualTo(EVENT.getBytes(UTF_8));
        ConsumerRecord<byte[], byte[]> whole = DeadLetterRig.ofKey(CHANGES, "fold-whole");
        assertThat(whole.value()).isEqualTo(structured.getBytes(UTF_8));
        assertThat(DeadLetterRig.headers(whole))
                .containsEntry("content-type", "application/cloudevents+json; charset=UTF-8")
                .doesNotContainKey("dead_letter_reason");
    }

    @Test
    void what_was_sent_again_is_known_to_all_instances_and_after_a_restart_and_is_not_sent_twice() throws Exception {
        String app = "1400000014";
        String id = rig.deadLetters().put("once", DeadLetterMaker.headers(CHANGED, app, "record-too-large"), EVENT);
        assertThat(rig.get("dead-letters/count?app=" + app).path("count").intValue())
                .isEqualTo(1);
        rig.resend("{\"ids\":[\"" + id + "\"]}");

        JsonNode second = rig.resend("{\"ids\":[\"" + id + "\"]}");

        assertThat(second.path("sent").intValue()).isZero();
        assertThat(DeadLetterRig.sentences(second).get(id))
                .startsWith("It was sent again at ")
                .contains(" by console@127.0.0.1, to ");
        assertThat(rig.get("dead-letters/count?app=" + app).path("count").intValue())
                .isZero();
        JsonNode elsewhere = DeadLetterRig.json(
                Http.get(rig.reader().managementPort(), "/console/api/dead-letters?state=resent&app=" + app));
        assertThat(elsewhere.path("entries").path(0).path("resent").path("by").textValue())
                .isEqualTo("console@127.0.0.1");
        assertThat(elsewhere.path("entries").path(0).path("resent").path("to").textValue())
                .startsWith(CHANGES + "/");
        assertThat(Http.get(rig.service().managementPort(), "/q/metrics").body())
                .containsPattern("bridge_console_resent_total\\{outcome=\"sent\"[^}]*} [1-9]");
        assertThat(rig.get("dead-letters?state=waiting&app=" + app).path("entries"))
                .isEmpty();
    }

    @Test
    void where_the_console_only_reads_nothing_is_sent() {
        HttpResponse<String> refused =
                Http.postJson(rig.reader().managementPort(), "/console/api/dead-letters/resend", "{\"ids\":[\"0/0\"]}");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("bridge.console.writable");
    }
}
