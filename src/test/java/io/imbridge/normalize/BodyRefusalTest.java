package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonToken;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyRefusalTest {
    private static final String COMMAND = "CallbackCommand=Group.CallbackAfterTopicInfoChanged";
    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));

    static Stream<Arguments> badBodies() {
        return Stream.of(
                Arguments.of("", Refusal.NOT_JSON),
                Arguments.of("   ", Refusal.NOT_JSON),
                Arguments.of("\u0000", Refusal.NOT_JSON),
                Arguments.of("\u0000 \r\n\u0000\u000b", Refusal.NOT_JSON),
                Arguments.of("\u0000{}", Refusal.NOT_JSON),
                Arguments.of("{\"a\":\u00001}", Refusal.NOT_JSON),
                Arguments.of("{}\u0000{}", Refusal.NOT_JSON),
                Arguments.of("// nothing", Refusal.NOT_JSON),
                Arguments.of("{", Refusal.NOT_JSON),
                Arguments.of("{\"a\":1", Refusal.NOT_JSON),
                Arguments.of("{\"a\":1}x", Refusal.NOT_JSON),
                Arguments.of("{\"a\":1}{}", Refusal.NOT_JSON),
                Arguments.of("{'a':1}", Refusal.NOT_JSON),
                Arguments.of("{\"a\":01}", Refusal.NOT_JSON),
                Arguments.of("{\"a\":NaN}", Refusal.NOT_JSON),
                Arguments.of("{\"a\":\"\t\"}", Refusal.NOT_JSON),
                Arguments.of("{\"a\":1,}", Refusal.NOT_JSON),
                Arguments.of("{\"a\":\"\\x\"}", Refusal.NOT_JSON),
                Arguments.of("{\"a\":\"\u0000\"}", Refusal.NOT_JSON),
                Arguments.of("{\"a\":1 /* open", Refusal.NOT_JSON),
                Arguments.of("hello", Refusal.NOT_JSON),
                Arguments.of("[]", Refusal.NOT_AN_OBJECT),
                Arguments.of("\"text\"", Refusal.NOT_AN_OBJECT),
                Arguments.of("null", Refusal.NOT_AN_OBJECT),
                Arguments.of("{\"a\":1,\"a\":1}", Refusal.DUPLICATE_NAME),
                Arguments.of("{\"a\":1,\"\\u0061\":1}", Refusal.DUPLICATE_NAME),
                Arguments.of("{\"x\":[{\"a\":1,\"a\":2}]}", Refusal.DUPLICATE_NAME),
                Arguments.of(nested(499), Refusal.TOO_DEEP),
                Arguments.of(nested(100_000), Refusal.TOO_DEEP),
                Arguments.of("{\"n\":" + "9".repeat(1001) + "}", Refusal.TOO_LONG),
                Arguments.of("{\"" + "n".repeat(50_001) + "\":1}", Refusal.TOO_LONG));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void a_bad_body_is_refused_for_what_is_wrong_with_it(String body, Refusal expected) {
        assertThat(refusal(COMMAND, body.getBytes(UTF_8))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0af", "eda080", "f4908080", "80", "e28228", "ff"})
    void what_is_not_utf_8_is_refused(String hex) {
        byte[] body = ("{\"a\":\"" + "?".repeat(hex.length() / 2) + "\"}").getBytes(UTF_8);
        byte[] bad = HexFormat.of().parseHex(hex);
        System.arraycopy(bad, 0, body, 6, bad.length);

        assertThat(refusal(COMMAND, body)).isEqualTo(Refusal.NOT_JSON);
        assertThat(refusal(COMMAND, "{\"a\":1}".getBytes(UTF_16))).isEqualTo(Refusal.NOT_JSON);
    }

    static Stream<Arguments> badCommands() {
        return Stream.of(
                Arguments.of("", Refusal.COMMAND_MISSING),
                Arguments.of("CallbackCommand=", Refusal.COMMAND_MISSING),
                Arguments.of("CallbackCommand", Refusal.COMMAND_MISSING),
                Arguments.of("CallbackCommand=A.b&CallbackCommand=A.b", Refusal.COMMAND_REPEATED),
                Arguments.of("CallbackCommand=A.b&WebhookCommand=A.b", Refusal.COMMAND_REPEATED),
                Arguments.of("CallbackCommand=A", Refusal.COMMAND_MALFORMED),
                Arguments.of("CallbackCommand=A.", Refusal.COMMAND_MALFORMED),
                Arguments.of("CallbackCommand=1.b", Refusal.COMMAND_MALFORMED),
                Arguments.of("CallbackCommand=A.b%0D%0A", Refusal.COMMAND_MALFORMED),
                Arguments.of("CallbackCommand=A.b/../c", Refusal.COMMAND_MALFORMED),
                Arguments.of("CallbackCommand=A." + "b".repeat(127), Refusal.COMMAND_MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("badCommands")
    void a_bad_command_is_refused_for_what_is_wrong_with_it(String query, Refusal expected) {
        assertThat(refusal(query, "{}".getBytes(UTF_8))).isEqualTo(expected);
    }

    static Stream<String> oddBodies() {
        return Stream.of(
                nested(99),
                nested(498),
                "{\"n\":" + "9".repeat(1000) + "}",
                "{\"n\":1e999999999}",
                "{\"s\":\"\\ud800\"}",
                "{\"\\udc00\":1}",
                "{\"Attributes\":[{\"\\ud83d\\ude00\":\"群\"}],\"GroupId\":\"群\"}",
                "{\"GroupId\":\"\\ud800\"}",
                "{\"s\":\"\\u0000\"}",
                "{\"\":\"\"}",
                "\uFEFF{\"a\":\"b\"}",
                "{\"" + "n".repeat(50_000) + "\":1}",
                "{\"a\":1}\u0000",
                "{\"a\":1} // said\u0000\u0000",
                "{\"a\":1}\n\u0000 \t\u000b\f\r\n\u0000\u0000");
    }

    @ParameterizedTest
    @MethodSource("oddBodies")
    void what_is_valid_json_is_taken_however_odd(String body) throws IOException {
        ImEvent event =
                normalizer.normalize(callback(COMMAND, body.getBytes(UTF_8))).get(0);

        assertThat(GoldenCallback.JSON.getFactory().createParser(event.value()).nextToken())
                .isEqualTo(JsonToken.START_OBJECT);
    }

    private Refusal refusal(String query, byte[] body) {
        return catchThrowableOfType(RefusedException.class, () -> normalizer.normalize(callback(query, body)))
                .refusal();
    }

    private static RawCallback callback(String query, byte[] body) {
        return new RawCallback("1400000000", false, CallbackQuery.parse(query), GoldenCallback.RECEIVED, body);
    }

    /** An object with this many levels, including the outermost. */
    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    }
}
