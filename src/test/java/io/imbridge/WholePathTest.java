package io.imbridge;

import static io.imbridge.testkit.Callbacks.post;
import static io.imbridge.testkit.Callbacks.signedQuery;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaResource;
import io.imbridge.testkit.KafkaTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole path from HTTP to an independent consumer, with a real broker. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class WholePathTest {
    private final KafkaTopics topics = KafkaTopics.shared();

    static List<GoldenCallback> callbacks() {
        return GoldenCallback.all();
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void a_callback_answered_ok_is_in_its_topic(GoldenCallback golden) throws IOException {
        String topic = golden.records().get(0).get("topic").textValue();
        Map<TopicPartition, Long> ends = topics.ends(topic);

        Response response = post(golden.query(), golden.body());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.asString()).isEqualTo("{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}");
        List<ConsumerRecord<byte[], byte[]>> records =
                topics.after(ends, golden.records().size(), topic);
        assertThat(records).hasSameSizeAs(golden.records());
        for (JsonNode expected : golden.records()) {
            assertThat(records).anySatisfy(record -> assertIs(record, expected));
        }
    }

    private static void assertIs(ConsumerRecord<byte[], byte[]> record, JsonNode expected) throws IOException {
        JsonNode value = GoldenCallback.JSON.readTree(record.value());
        String received = value.get("receivedTime").textValue();
        ObjectNode expectedValue = expected.get("value").deepCopy();
        expectedValue.put("receivedTime", received);
        String key = expected.get("key").textValue();

        assertThat(value).isEqualTo(expectedValue);
        assertThat(record.key()).isEqualTo(key == null ? null : key.getBytes(UTF_8));
        assertThat(Instant.parse(received)).isBetween(Instant.now().minusSeconds(60), Instant.now());
        boolean timed = value.has("eventTime");
        assertThat(header(record, "ce_time"))
                .isEqualTo(timed ? expected.get("time").textValue() : received);
        assertHeaders(record, value, key, received);
    }

    private static void assertHeaders(
            ConsumerRecord<byte[], byte[]> record, JsonNode value, String key, String received) {
        assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(record, "ce_type"))
                .isEqualTo("com.tencent.im." + value.get("command").textValue());
        assertThat(header(record, "ce_source")).isEqualTo("/tencent-im/1400000000");
        assertThat(header(record, "ce_subject")).isEqualTo(key);
        assertThat(header(record, "ce_sdkappid")).isEqualTo("1400000000");
        assertThat(header(record, "ce_receivedtime")).isEqualTo(received);
        assertThat(header(record, "ce_sequence")).matches("[0-9]{16}");
        assertThat(header(record, "ce_fingerprint")).matches("[0-9a-f]{64}");
        assertThat(UUID.fromString(header(record, "ce_id"))).isNotNull();
        assertThat(header(record, "content-type")).isEqualTo("application/json");
    }

    @Test
    void records_of_one_key_keep_the_order_of_their_answers() {
        String command = "Group.CallbackAfterNewMemberJoin";
        String topic = "im.group.after-new-member-join";
        Map<TopicPartition, Long> ends = topics.ends(topic);

        for (int i = 0; i < 200; i++) {
            String body = "{\"GroupId\":\"one\",\"Count\":" + i + "}";
            assertThat(post(Callbacks.query(command), body).statusCode()).isEqualTo(200);
        }

        List<Integer> counts = topics.after(ends, 200, topic).stream()
                .map(record -> json(record).at("/extra/Count").intValue())
                .toList();
        assertThat(counts).hasSize(200).isSorted();
    }

    static Stream<String> queriesOfAppsWithTokensAndWithout() {
        return Stream.of(signedQuery(Callbacks.COMMAND), Callbacks.query(Callbacks.COMMAND));
    }

    @ParameterizedTest
    @MethodSource("queriesOfAppsWithTokensAndWithout")
    void a_bad_body_is_kept_raw_in_the_dead_letters(String query) {
        Map<TopicPartition, Long> ends = topics.ends("im.dead-letter");

        assertThat(post(query, "{oops").statusCode()).isEqualTo(400);

        ConsumerRecord<byte[], byte[]> deadLetter =
                topics.after(ends, 1, "im.dead-letter").get(0);
        assertThat(new String(deadLetter.value(), UTF_8)).isEqualTo("{oops");
        assertThat(header(deadLetter, "dead_letter_reason")).isEqualTo("not-json");
        assertThat(header(deadLetter, "ce_type")).isEqualTo("com.tencent.im." + Callbacks.COMMAND);
    }

    @Test
    void what_nobody_of_ours_sent_is_in_no_topic() {
        Map<TopicPartition, Long> deadLetters = topics.ends("im.dead-letter");
        Map<TopicPartition, Long> events = topics.ends("im.group.after-topic-info-changed");

        post("SdkAppid=1400009999&CallbackCommand=" + Callbacks.COMMAND, "{\"GroupId\":\"refused\"}");
        post("SdkAppid=1400000001&CallbackCommand=" + Callbacks.COMMAND, "{oops");

        assertThat(topics.ends("im.dead-letter")).isEqualTo(deadLetters);
        assertThat(topics.ends("im.group.after-topic-info-changed")).isEqualTo(events);
    }

    @Test
    void a_record_that_kafka_refuses_for_itself_is_kept_in_the_dead_letters() {
        String command = "Group.CallbackAfterNarrowed";
        narrow("im.narrow");
        Map<TopicPartition, Long> ends = topics.ends("im.dead-letter");

        Response large = post(Callbacks.query(command), "{\"GroupId\":\"g\",\"Text\":\"" + "x".repeat(2000) + "\"}");
        Response small = post(Callbacks.query(command), "{\"GroupId\":\"g\"}");

        assertThat(large.statusCode()).isEqualTo(200);
        assertThat(small.statusCode()).isEqualTo(200);
        ConsumerRecord<byte[], byte[]> deadLetter =
                topics.after(ends, 1, "im.dead-letter").get(0);
        assertThat(json(deadLetter).at("/extra/Text").textValue()).hasSize(2000);
        assertThat(header(deadLetter, "dead_letter_reason")).isEqualTo("record-too-large");
        assertThat(topics.all("im.narrow")).hasSize(1);
    }

    @Test
    void a_dead_letter_that_is_too_large_itself_ends_as_its_beginning() {
        String command = "Group.CallbackAfterNarrowedToo";
        narrow("im.narrow-too");
        Map<TopicPartition, Long> ends = topics.ends("im.dead-letter");
        String key = "k".repeat(900_000);

        Response response = post(Callbacks.query(command), "{\"GroupId\":\"" + key + "\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(topics.after(ends, 1, "im.dead-letter")).hasSize(1);
        assertThat(post(signedQuery(Callbacks.COMMAND), "{oops").statusCode()).isEqualTo(400);
        assertThat(topics.after(ends, 2, "im.dead-letter")).hasSize(2);
    }

    /** Creates a topic that accepts only small records. */
    private static void narrow(String topic) {
        NewTopic narrow =
                new NewTopic(topic, Optional.of(1), Optional.empty()).configs(Map.of("max.message.bytes", "1000"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Kafka.bootstrapServers()))) {
            admin.createTopics(List.of(narrow)).all().get();
        } catch (ExecutionException | InterruptedException unable) {
            throw new IllegalStateException(unable);
        }
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        try {
            return GoldenCallback.JSON.readTree(record.value());
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
