package io.imbridge.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.TopicNames;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenCallbackTest {
    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));
    private final TopicNames topics = new TopicNames("im", Map.of());

    static List<GoldenCallback> callbacks() {
        return GoldenCallback.all();
    }

    @Test
    void every_command_of_the_catalogue_has_a_golden_callback() {
        List<String> golden =
                callbacks().stream().map(GoldenCallback::command).distinct().toList();

        assertThat(golden)
                .containsAll(
                        CommandCatalog.all().stream().map(CallbackCommand::name).toList());
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void a_golden_callback_becomes_its_golden_events(GoldenCallback golden) throws IOException {
        List<ImEvent> events = normalizer.normalize(golden.raw());

        assertThat(events).hasSameSizeAs(golden.records());
        for (int i = 0; i < events.size(); i++) {
            ImEvent event = events.get(i);
            JsonNode expected = golden.records().get(i);
            assertThat(topics.of(event.command().name()))
                    .isEqualTo(expected.get("topic").textValue());
            assertThat(event.key()).isEqualTo(expected.get("key").textValue());
            assertThat(event.time())
                    .isEqualTo(Instant.parse(expected.get("time").textValue()));
            assertThat(GoldenCallback.JSON.readTree(event.value())).isEqualTo(expected.get("value"));
        }
    }
}
