package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));

    @Test
    void as_many_events_as_the_vendor_sends_become_a_record_each_in_their_order() {
        List<ImEvent> events = events(100);

        assertThat(events).extracting(ImEvent::key).isEqualTo(accounts(100));
        assertThat(events).extracting(ImEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void more_than_the_vendor_sends_is_one_record_with_all_of_them() {
        List<ImEvent> events = events(101);

        assertThat(events).hasSize(1);
        assertThat(events.get(0).key()).isNull();
        assertThat(new String(events.get(0).value(), UTF_8)).contains("\"user-0\"", "\"user-100\"");
    }

    @Test
    void no_two_fields_of_an_event_get_the_same_name() throws IOException {
        String body = "{\"Events\":[{\"X\":1,\"Y\":2,\"Batch.Y\":3}],\"X\":4,\"Batch.X\":5,\"Y\":6,\"Batch.Y\":7}";

        ImEvent event = normalizer.normalize(batch(body)).get(0);

        JsonNode extra = STRICT.readTree(event.value()).get("extra");
        assertThat(extra.valueStream().map(JsonNode::intValue)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
        assertThat(extra.get("X").intValue()).isEqualTo(1);
        assertThat(extra.get("Batch.Y").intValue()).isEqualTo(3);
        assertThat(extra.get("Batch.X").intValue()).isEqualTo(5);
    }

    private List<ImEvent> events(int count) {
        String list = accounts(count).stream()
                .map(account -> "{\"To_Account\":\"" + account + "\"}")
                .collect(Collectors.joining(","));
        return normalizer.normalize(batch("{\"Events\":[" + list + "]}"));
    }

    private static RawCallback batch(String body) {
        CallbackQuery query = CallbackQuery.parse("CallbackCommand=Push.OfflinePush");
        return new RawCallback("1400000000", false, query, GoldenCallback.RECEIVED, body.getBytes(UTF_8));
    }

    private static List<String> accounts(int count) {
        return IntStream.range(0, count).mapToObj(number -> "user-" + number).toList();
    }
}
