package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.security.SecureRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The query decides the command of a callback; a command in the body is part of the event. */
class QueryCommandTest {
    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));

    @ParameterizedTest
    @ValueSource(strings = {"\"Live.CallbackAfterMemberStateChanged\"", "\"\"", "null", "{}", "[\"a\"]", "7", "false"})
    void a_body_that_names_another_command_keeps_its_word_under_extra(String word) throws IOException {
        for (String name : new String[] {"CallbackCommand", "WebhookCommand"}) {
            for (String command : new String[] {
                "Live.CallbackMemberStateChanged", "Group.CallbackAfterGroupInfoChanged", "Push.OfflinePush"
            }) {
                JsonNode event = event(command, "{\"" + name + "\":" + word + ",\"Events\":[{}]}");

                assertThat(event.get("command").textValue()).isEqualTo(command);
                assertThat(event.at("/extra/" + name)).isEqualTo(GoldenCallback.JSON.readTree(word));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CallbackCommand", "WebhookCommand"})
    void a_body_that_names_the_same_says_nothing_new(String name) throws IOException {
        JsonNode event = event("Group.CallbackAfterTomorrow", "{\"" + name + "\":\"Group.CallbackAfterTomorrow\"}");

        assertThat(event.has("extra")).isFalse();
    }

    private JsonNode event(String command, String body) throws IOException {
        CallbackQuery query = CallbackQuery.parse("CallbackCommand=" + command);
        return GoldenCallback.JSON.readTree(normalizer
                .normalize(new RawCallback("1400000000", false, query, GoldenCallback.RECEIVED, body.getBytes(UTF_8)))
                .get(0)
                .value());
    }
}
