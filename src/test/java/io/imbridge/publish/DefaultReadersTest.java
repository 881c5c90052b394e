package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.imbridge.normalize.EventIds;
import io.imbridge.normalize.ImEvent;
import io.imbridge.normalize.Normalizer;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.publish.PublishSettings.CloudEvents;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Standard JSON parsers with their default limits can read everything that is published. */
class DefaultReadersTest {
    private static final String PROFILE = "Group.CallbackAfterGroupInfoChanged";
    private static final String BATCH = "Push.OfflinePush";
    private static final String TOMORROW = "Group.CallbackAfterTomorrow";

    private static final int DEEPEST = 498;
    private static final int LONGEST_NAME = 50_000;
    private static final int LONGEST_NUMBER = 1000;
    private static final int LONGEST_STRING = 20_000_000;

    /** Jackson 2 with its defaults, and with the default depth of Jackson 3. */
    private static final List<ObjectMapper> READERS = List.of(
            new ObjectMapper(),
            new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(500).build())
                    .build()));

    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));
    private final CloudEventRecords binary = new CloudEventRecords(CloudEvents.BINARY);
    private final CloudEventRecords structured = new CloudEventRecords(CloudEvents.STRUCTURED);

    static Stream<Arguments> atTheLimits() {
        return Stream.of(
                body("lists", TOMORROW, "{\"a\":" + lists(DEEPEST - 1) + "}"),
                body("objects", TOMORROW, objects(DEEPEST)),
                body("lists of a profile command", PROFILE, "{\"Name\":" + lists(DEEPEST - 1) + "}"),
                body("lists in custom fields", PROFILE, "{\"UserDefinedDataList\":" + lists(DEEPEST - 1) + "}"),
                body("an event of a batch", BATCH, "{\"Events\":[{\"a\":" + lists(DEEPEST - 3) + "}]}"),
                body("what a batch shares", BATCH, "{\"Events\":[{}],\"a\":" + lists(DEEPEST - 1) + "}"),
                body("a batch without events", BATCH, "{\"Events\":" + lists(DEEPEST - 1) + "}"),
                body("a number", TOMORROW, "{\"n\":" + "9".repeat(LONGEST_NUMBER) + "}"),
                body("a fraction", TOMORROW, "{\"n\":[-0." + "9".repeat(LONGEST_NUMBER - 3) + "]}"),
                body("an exponent", TOMORROW, "{\"n\":1e" + "9".repeat(LONGEST_NUMBER - 2) + "}"),
                body("a number for a text", PROFILE, "{\"GroupId\":" + "9".repeat(LONGEST_NUMBER) + "}"),
                body("a number for a time", PROFILE, "{\"EventTime\":" + "9".repeat(LONGEST_NUMBER) + "}"),
                body("a name", TOMORROW, "{\"" + "n".repeat(LONGEST_NAME) + "\":1}"),
                body("a name inside", TOMORROW, "{\"a\":[{\"" + "n".repeat(LONGEST_NAME) + "\":1}]}"),
                body("a name of wide characters", TOMORROW, "{\"" + "群".repeat(LONGEST_NAME / 3) + "\":1}"),
                body("a name of a batch", BATCH, batchOfNames("n".repeat(LONGEST_NAME - "Batch.".length()))),
                body("a custom field's name", PROFILE, customField("k".repeat(LONGEST_NAME))),
                body("a custom field's long name", PROFILE, customField("k".repeat(LONGEST_NAME + 1))),
                body("a custom field's name of wide characters", PROFILE, customField("群".repeat(LONGEST_NAME / 2))),
                body("a custom field's name with a pair", PROFILE, customField("\\ud83d\\ude00")),
                body("a custom field's name with half a pair", PROFILE, customField("\\ud83d")),
                body("a string", TOMORROW, "{\"s\":\"" + "s".repeat(LONGEST_STRING) + "\"}"),
                body("a key", TOMORROW, "{\"GroupId\":\"" + "k".repeat(LONGEST_STRING) + "\"}"),
                body("a key of control characters", TOMORROW, "{\"GroupId\":\"" + "\u0080".repeat(5_000_000) + "\"}"),
                body(
                        "a pair of keys",
                        "C2C.CallbackAfterMsgWithDraw",
                        "{\"From_Account\":\"" + "k".repeat(15_000_000) + "\",\"To_Account\":\""
                                + "l".repeat(15_000_000) + "\"}"),
                body("a name with a pair", TOMORROW, "{\"\\ud83d\\ude00\":1}"),
                body("a name with half a pair", TOMORROW, "{\"a\":{\"\\ud83d\":1}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("atTheLimits")
    void what_is_within_the_limits_is_an_event_that_any_reader_reads(String what, String command, String body)
            throws IOException {
        for (ImEvent event : normalizer.normalize(callback(command, body))) {
            for (ObjectMapper reader : READERS) {
                JsonNode value = reader.readTree(binary.of(kept(event)).value());
                JsonNode whole = reader.readTree(structured.of(kept(event)).value());

                assertThat(value.get("command").textValue()).isEqualTo(command);
                assertThat(whole.get("data")).isEqualTo(value);
            }
        }
    }

    static Stream<Arguments> beyondTheLimits() {
        return Stream.of(
                beyond("lists", TOMORROW, "{\"a\":" + lists(DEEPEST) + "}", Refusal.TOO_DEEP),
                beyond("objects", PROFILE, objects(DEEPEST + 1), Refusal.TOO_DEEP),
                beyond("very many lists", TOMORROW, "{\"a\":" + lists(300_000) + "}", Refusal.TOO_DEEP),
                beyond("very many objects", TOMORROW, objects(100_000), Refusal.TOO_DEEP),
                beyond("a number", TOMORROW, "{\"n\":" + "9".repeat(LONGEST_NUMBER + 1) + "}", Refusal.TOO_LONG),
                beyond("a time", PROFILE, "{\"EventTime\":" + "9".repeat(LONGEST_NUMBER + 1) + "}", Refusal.TOO_LONG),
                beyond("a fraction", TOMORROW, "{\"n\":[0." + "9".repeat(LONGEST_NUMBER) + "]}", Refusal.TOO_LONG),
                beyond("a name", TOMORROW, "{\"" + "n".repeat(LONGEST_NAME + 1) + "\":1}", Refusal.TOO_LONG),
                beyond("a name inside", TOMORROW, "{\"a\":[{\"" + "n".repeat(60_000) + "\":1}]}", Refusal.TOO_LONG),
                beyond("a name of wide characters", TOMORROW, "{\"" + "群".repeat(20_000) + "\":1}", Refusal.TOO_LONG),
                beyond("a name of a batch", BATCH, batchOfNames("n".repeat(LONGEST_NAME - 5)), Refusal.TOO_LONG),
                beyond("a string", TOMORROW, "{\"s\":\"" + "s".repeat(LONGEST_STRING + 1) + "\"}", Refusal.TOO_LONG));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beyondTheLimits")
    void what_is_beyond_them_is_refused(String what, String command, String body, Refusal expected) {
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> normalizer.normalize(callback(command, body)));

        assertThat(refused.refusal()).isEqualTo(expected);
    }

    private static Arguments body(String what, String command, String body) {
        return Arguments.of(what, command, body);
    }

    private static Arguments beyond(String what, String command, String body, Refusal expected) {
        return Arguments.of(what, command, body, expected);
    }

    private static String lists(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String objects(int levels) {
        return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    }

    /** The event has a field of that name too, so the name in the batch gets another one. */
    private static String batchOfNames(String name) {
        return "{\"Events\":[{\"" + name + "\":1}],\"" + name + "\":2}";
    }

    private static String customField(String key) {
        return "{\"UserDefinedDataList\":[{\"Key\":\"" + key + "\",\"Value\":\"v\"}]}";
    }

    private static RawCallback callback(String command, String body) {
        CallbackQuery query = CallbackQuery.parse("CallbackCommand=" + command);
        return new RawCallback("1400000000", false, query, GoldenCallback.RECEIVED, body.getBytes(UTF_8));
    }

    private static KeptRecord kept(ImEvent event) {
        return new KeptRecord(
                1,
                new OutboxRecord(
                        "im.a",
                        event.key(),
                        event.command().name(),
                        event.sdkAppId(),
                        event.id(),
                        event.fingerprint(),
                        event.time(),
                        event.receivedTime(),
                        null,
                        null,
                        event.value()));
    }
}
