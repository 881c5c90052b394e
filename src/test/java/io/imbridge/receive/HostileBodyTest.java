package io.imbridge.receive;

import static io.imbridge.receive.RefusalTableTest.assertRefused;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.post;
import static io.imbridge.testkit.Callbacks.query;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.Refusal;
import io.imbridge.testkit.KafkaResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile bodies over HTTP. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class HostileBodyTest {
    private static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";
    private static final List<String> PROFILE_COMMANDS = List.of(
            "Group.CallbackAfterCreateTopic",
            "Group.CallbackAfterTopicInfoChanged",
            "Group.CallbackAfterTopicDestroyed",
            "Group.CallbackAfterGroupInfoChanged");
    private static final List<String> FIELDS = List.of(
            "GroupId",
            "TopicId",
            "TopicIdList",
            "Type",
            "Operator_Account",
            "Owner_Account",
            "Name",
            "Introduction",
            "Notification",
            "FaceUrl",
            "UserDefinedDataList",
            "EventTime");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1.5e300",
            "99999999999999999999",
            "\"\"",
            "\"\\u0000\\ud800\\r\\n\"",
            "[]",
            "[null,1,\"a\",\"a\",[[]]]",
            "[{\"Key\":\"k\",\"Value\":\"v\"},{\"Key\":\"k\",\"Value\":1}]",
            "{}",
            "{\"Key\":{\"\":null}}");

    static Stream<Arguments> fieldsOfTheFour() {
        return PROFILE_COMMANDS.stream().flatMap(command -> FIELDS.stream().map(field -> Arguments.of(command, field)));
    }

    @ParameterizedTest
    @MethodSource("fieldsOfTheFour")
    void a_wrong_type_is_no_reason_to_refuse(String command, String field) {
        for (String value : VALUES) {
            String body = "{\"CallbackCommand\":\"" + command + "\",\"" + field + "\":" + value + "}";

            assertOk(post(query(command), body).asString(), body);
        }
    }

    static Stream<Arguments> oddBodies() {
        return Stream.of(
                Arguments.of("deep", "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"),
                Arguments.of("deep objects", "{\"a\":".repeat(100) + "1" + "}".repeat(100)),
                Arguments.of("a long number", "{\"n\":" + "9".repeat(1000) + "}"),
                Arguments.of("a long time", "{\"EventTime\":\"" + "9".repeat(500_000) + "\"}"),
                Arguments.of("a long exponent", "{\"EventTime\":\"1e" + "9".repeat(500_000) + "\"}"),
                Arguments.of("NULs behind it", "{\"GroupId\":\"g\"}" + "\u0000".repeat(500_000)),
                Arguments.of("another command", "{\"CallbackCommand\":\"Group.Other\",\"WebhookCommand\":{}}"),
                Arguments.of("a huge exponent", "{\"EventTime\":1e999999999,\"n\":-1e-999999999}"),
                Arguments.of("a long key", "{\"GroupId\":\"" + "k".repeat(500_000) + "\"}"),
                Arguments.of("a lone surrogate", "{\"GroupId\":\"\\ud800\",\"\\udc00\":\"\\udfff\\ud800\"}"),
                Arguments.of("an escaped NUL", "{\"GroupId\":\"\\u0000\",\"\\u0000\":\"\\u0000\"}"),
                Arguments.of("line ends", "{\"GroupId\":\"a\\r\\nX-Evil: 1\\r\\n\\r\\n\",\"Name\":\"\\u2028\"}"),
                Arguments.of("many fields", object(names(60_000))),
                Arguments.of("names whose hashes collide", object(collidingNames(60_000))),
                Arguments.of("a long list", "{\"TopicIdList\":[" + "1,".repeat(400_000) + "1]}"),
                Arguments.of("empty objects", "{\"UserDefinedDataList\":[" + "{},".repeat(300_000) + "{}]}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddBodies")
    void what_is_genuine_and_valid_json_is_never_refused_for_its_content(String what, String body) {
        assertOk(post(query(COMMAND), body).asString(), what);
        assertOk(post(query("Group.CallbackAfterTomorrow"), body).asString(), what);
        assertOk(post(query("Push.OfflinePush"), body).asString(), what);
    }

    @Test
    void ten_to_the_fifth_fields_are_taken_where_the_limit_lets_them_in() throws IOException {
        String shortest = object(IntStream.range(0, 100_000).mapToObj(i -> Integer.toString(i, 36)));

        assertOk(post(query(COMMAND), shortest).asString(), "10^5 fields");
        assertRefused(post(query(COMMAND), object(names(100_000))), Refusal.BODY_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0af",
                "eda080",
                "f4908080",
                "80",
                "e28228",
                "ff",
                "fe",
                "00",
                "0a",
                "1f",
                "5c",
                "22",
                "c3",
                "f0288cbc"
            })
    void what_is_no_character_of_a_string_is_refused(String hex) throws IOException {
        byte[] body = ("{\"a\":\"" + "?".repeat(hex.length() / 2) + "\"}").getBytes(UTF_8);
        byte[] bad = HexFormat.of().parseHex(hex);
        System.arraycopy(bad, 0, body, 6, bad.length);

        assertRefused(post(query(COMMAND), body), Refusal.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"a\"", "{\"a\":", "{\"a\":1", "[", "\"", "tru", "-", "/*", "//", "{\"a\":1}{", "\\"})
    void what_ends_too_early_is_refused(String body) {
        assertThat(post(query(COMMAND), body).statusCode()).isEqualTo(400);
        assertThat(post(query(COMMAND), body.repeat(50_000)).statusCode()).isEqualTo(400);
    }

    private static void assertOk(String answer, String what) {
        assertThat(answer).as(what).isEqualTo(OK);
    }

    private static Stream<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> String.format("%08x", i));
    }

    private static String object(Stream<String> names) {
        StringBuilder object = new StringBuilder("{");
        names.forEach(name ->
                object.append(object.length() > 1 ? ",\"" : "\"").append(name).append("\":1"));
        return object.append('}').toString();
    }

    /**
     * Names of eight characters with equal hashes in Jackson's table of names, whatever its seed is: the seed is used
     * only after {@code mix(first four) + last four * 33}.
     */
    private static Stream<String> collidingNames(int count) {
        int inverse = 1;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - 33 * inverse;
        }
        List<String> names = new ArrayList<>(count);
        for (int first = 0x20202020; names.size() < count; first++) {
            int mixed = first + (first >>> 15);
            int last = (0x12345678 - (mixed ^ (mixed >>> 9))) * inverse;
            if (isPlain(first) && isPlain(last)) {
                names.add(new String(bytes(first, last), US_ASCII));
            }
        }
        return names.stream();
    }

    private static boolean isPlain(int four) {
        return IntStream.of(0, 8, 16, 24)
                .map(shift -> four >>> shift & 0xFF)
                .allMatch(character -> character >= 0x20 && character < 0x7F && character != '"' && character != '\\');
    }

    private static byte[] bytes(int first, int last) {
        return ByteBuffer.allocate(8).putInt(first).putInt(last).array();
    }
}
