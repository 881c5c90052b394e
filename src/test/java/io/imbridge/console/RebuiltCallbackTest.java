package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.normalize.EventIds;
import io.imbridge.normalize.ImEvent;
import io.imbridge.normalize.Normalizer;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A callback that is restored from an event becomes this event again. */
class RebuiltCallbackTest {
    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));

    static List<GoldenCallback> all() {
        return GoldenCallback.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void its_fixture_is_a_golden_callback_of_the_same_event(GoldenCallback golden) throws IOException {
        for (JsonNode record : golden.records()) {
            ObjectNode fixture = Objects.requireNonNull(RebuiltCallback.of(
                            record.get("value"), record.path("key").textValue()))
                    .fixture();
            JsonNode told =
                    GoldenCallback.JSON.readTree(fixture.get("event.json").textValue());

            List<ImEvent> made = normalizer.normalize(new RawCallback(
                    "1400000000",
                    false,
                    CallbackQuery.parse(fixture.get("query.txt").textValue().strip()),
                    GoldenCallback.RECEIVED,
                    fixture.get("body.json").textValue().getBytes(UTF_8)));

            assertThat(made).hasSize(1);
            assertThat(GoldenCallback.JSON.readTree(made.get(0).value())).isEqualTo(told.at("/0/value"));
            assertThat(told.at("/0/value")).isEqualTo(record.get("value"));
            assertThat(told.at("/0/topic")).isEqualTo(record.get("topic"));
        }
    }
}
