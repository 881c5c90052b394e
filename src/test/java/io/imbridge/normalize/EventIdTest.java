package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.testkit.GoldenCallback;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {
    private static final String COMMAND = "Group.CallbackAfterGroupInfoChanged";
    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));

    @Test
    void a_body_with_a_time_in_milliseconds_gets_the_same_id_again() {
        String body = "{\"GroupId\":\"g\",\"EventTime\":1669872112123}";

        assertThat(one(COMMAND, body).id()).isEqualTo(one(COMMAND, body).id());
        assertThat(one(COMMAND, body).id())
                .isNotEqualTo(one(COMMAND, " " + body).id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", " ", "\r\n", "\u0000\u0000\n \u0000"})
    void what_pads_a_body_changes_neither_its_id_nor_its_fingerprint(String padding) {
        String body = "{\"GroupId\":\"g\",\"EventTime\":1669872112123}";

        assertThat(one(COMMAND, body + padding).id())
                .isEqualTo(one(COMMAND, body).id());
        assertThat(one(COMMAND, body + padding).fingerprint())
                .isEqualTo(one(COMMAND, body).fingerprint());
        assertThat(one(COMMAND, body + padding).value())
                .isEqualTo(one(COMMAND, body).value());
        assertThat(normalizer.asItCame(callback(COMMAND, "{oops" + padding)).value())
                .as("a dead letter is the body as it came")
                .isEqualTo(("{oops" + padding).getBytes(UTF_8));
    }

    @Test
    void without_one_each_arrival_has_its_own_id() {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(one(COMMAND, "{\"GroupId\":\"g\"}").id());
            ids.add(one("C2C.CallbackAfterSendMsg", "{\"MsgTime\":1669872112}").id());
        }
        assertThat(ids).hasSize(2000);
    }

    @Test
    void the_events_of_a_batch_have_ids_of_their_own_that_a_second_delivery_repeats() {
        String body = "{\"Events\":[{\"a\":1},{\"a\":1},{\"a\":1}]}";

        List<UUID> first = ids(body);

        assertThat(first).doesNotHaveDuplicates().hasSize(3).isEqualTo(ids(body));
    }

    @Test
    void the_fingerprint_is_the_sha_256_of_app_command_and_body() throws Exception {
        String body = "{\"GroupId\":\"g\"} // as it came";

        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(("1400000000\0" + COMMAND + "\0" + body).getBytes(UTF_8));

        assertThat(one(COMMAND, body).fingerprint()).isEqualTo(HexFormat.of().formatHex(hash));
    }

    private List<UUID> ids(String body) {
        return normalizer.normalize(callback("Push.OfflinePush", body)).stream()
                .map(ImEvent::id)
                .toList();
    }

    private ImEvent one(String command, String body) {
        return normalizer.normalize(callback(command, body)).get(0);
    }

    private static RawCallback callback(String command, String body) {
        CallbackQuery query = CallbackQuery.parse("CallbackCommand=" + command);
        return new RawCallback("1400000000", false, query, GoldenCallback.RECEIVED, body.getBytes(UTF_8));
    }
}
