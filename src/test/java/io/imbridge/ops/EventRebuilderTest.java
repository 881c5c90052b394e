package io.imbridge.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.callback.RefusedException;
import io.imbridge.callback.TopicNames;
import io.imbridge.console.RecordRebuilder.Original;
import io.imbridge.console.RecordRebuilder.Rebuilt;
import io.imbridge.publish.EventEncoding;
import io.imbridge.publish.PublishSettings.CloudEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventRebuilderTest {
    private static final UUID ARRIVAL = UUID.fromString("947bb50a-114f-86c2-9f11-5afd6e59dae9");

    private final EventRebuilder binary = events(CloudEvents.BINARY);

    @Test
    void a_body_that_is_read_twice_makes_the_same_records_twice() {
        Original body = body("Group.CallbackAfterGroupInfoChanged", "{\"GroupId\":\"g\",\"Name\":\"A\"}");

        List<Rebuilt> once = binary.ofBody(body);
        List<Rebuilt> twice = binary.ofBody(body);

        assertThat(once)
                .hasSize(2)
                .extracting(Rebuilt::topic)
                .containsExactly("im.group.after-group-info-changed", "all");
        assertThat(once.get(0).headers())
                .containsEntry("ce_id", ARRIVAL.toString())
                .containsEntry("ce_sequence", "42")
                .containsEntry("ce_receivedtime", "2026-11-21T08:30:00.123Z")
                .doesNotContainKey("dead_letter_reason");
        for (int at = 0; at < once.size(); at++) {
            assertThat(twice.get(at).headers()).isEqualTo(once.get(at).headers());
            assertThat(twice.get(at).value()).isEqualTo(once.get(at).value());
            assertThat(twice.get(at).key()).isEqualTo("g");
        }
    }

    @Test
    void the_events_of_a_batch_have_ids_of_their_own() {
        List<Rebuilt> events = binary.ofBody(body("Push.AllMemberPush", "{\"Events\":[{\"a\":1},{\"a\":2}]}"));

        assertThat(events).hasSize(2);
        assertThat(events.get(0).headers().get("ce_id"))
                .isNotEqualTo(events.get(1).headers().get("ce_id"));
    }

    @Test
    void a_body_that_is_still_bad_is_refused() {
        assertThatThrownBy(() -> binary.ofBody(body("Group.CallbackAfterGroupInfoChanged", "{")))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> binary.ofBody(body("unknown", "{}"))).isInstanceOf(RefusedException.class);
    }

    @Test
    void an_event_goes_out_in_the_mode_that_counts_now() {
        Original event = body("Group.CallbackAfterGroupInfoChanged", "{\"groupId\":\"g\"}");

        Rebuilt as = events(CloudEvents.STRUCTURED).ofEvent("t", event);

        assertThat(as.headers()).containsEntry("content-type", "application/cloudevents+json; charset=UTF-8");
        assertThat(new String(as.value(), UTF_8))
                .contains("\"id\":\"" + ARRIVAL + "\"", "\"subject\":\"k\"", "\"data\":{\"groupId\":\"g\"}");
        assertThat(binary.ofEvent("t", event).value()).isEqualTo(event.value());
    }

    private static EventRebuilder events(CloudEvents mode) {
        return new EventRebuilder(new TopicNames("im", Map.of(), "all"), new EventEncoding(mode));
    }

    private static Original body(String command, String value) {
        return new Original(
                command,
                "1400000000",
                ARRIVAL,
                "d0ac075bca8b28ae1bf355960890dbbb07fffb14fd254695648ad61bf5d61cf7",
                Instant.parse("2026-11-21T08:30:00.100Z"),
                Instant.parse("2026-11-21T08:30:00.123Z"),
                42,
                null,
                "k",
                value.getBytes(UTF_8));
    }
}
