package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.testkit.GoldenCallback;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
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

    private List<ImEvent> events(int count) {
        String list = accounts(count).stream()
                .map(account -> "{\"To_Account\":\"" + account + "\"}")
                .collect(Collectors.joining(","));
        CallbackQuery query = CallbackQuery.parse("CallbackCommand=Push.OfflinePush");
        byte[] body = ("{\"Events\":[" + list + "]}").getBytes(UTF_8);
        return normalizer.normalize(new RawCallback("1400000000", false, query, GoldenCallback.RECEIVED, body));
    }

    private static List<String> accounts(int count) {
        return IntStream.range(0, count).mapToObj(number -> "user-" + number).toList();
    }
}
