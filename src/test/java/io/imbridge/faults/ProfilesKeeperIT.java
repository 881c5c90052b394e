package io.imbridge.faults;

import static io.imbridge.testkit.Http.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An instance that only keeps profiles, and the records in its topics. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ProfilesKeeperIT {
    private static final ProfilesRig RIG = new ProfilesRig(Kafka.bootstrapServers());
    private static final String DEAD_LETTERS = RIG.topic("dead-letter");
    private static final Map<String, String> NO_HEADERS = Map.of();

    private static ServiceProcess keeper;

    @BeforeAll
    static void start() {
        keeper = RIG.keeper(Map.of()).start();
        ProfilesRig.awaitRunning(keeper);
    }

    @AfterAll
    static void stop() {
        keeper.close();
    }

    @Test
    void it_takes_no_callbacks_needs_no_app_and_keeps_none_on_disk() {
        assertThatThrownBy(() -> new Socket("localhost", keeper.port()).close()).isInstanceOf(ConnectException.class);
        assertThat(keeper.directory().resolve("data")).isDirectoryContaining("glob:**/profiles");
        assertThat(Files.exists(keeper.directory().resolve("data/outbox"))).isFalse();
        assertThat(get(keeper.managementPort(), "/q/health/ready").statusCode()).isEqualTo(200);
        assertThat(keeper.log()).doesNotContain(" WARN ", " ERROR ");
    }

    @Test
    void what_is_no_event_goes_to_the_dead_letters_and_what_follows_is_folded() {
        String group = "@TGS#behind-poison";
        byte[] noJson = "poison".getBytes(UTF_8);
        byte[] noEvent = "[1]".getBytes(UTF_8);
        byte[] noTime = ProfilesRig.event("@TGS#no-time", "x").toString().getBytes(UTF_8);

        RIG.send("group.after-create-group", "p", noJson, Map.of("of", "somebody"));
        RIG.send("group.after-create-group", "p", noEvent, NO_HEADERS);
        RIG.send("group.after-create-group", "p", noTime, NO_HEADERS);
        RIG.send("group.after-create-group", "p", null, NO_HEADERS);
        RIG.sendCreated(group, "Behind");

        await().until(() -> ProfilesRig.ask(keeper, "group", group).statusCode() == 200);
        assertThat(RIG.topics().first(4, DEAD_LETTERS))
                .extracting(ConsumerRecord::value)
                .containsExactlyInAnyOrder(noJson, noEvent, noTime, null);
        assertThat(RIG.topics().all(DEAD_LETTERS)).allSatisfy(deadLetter -> {
            assertThat(deadLetter.key()).isEqualTo("p".getBytes(UTF_8));
            assertThat(deadLetter.headers().lastHeader("dead_letter_reason").value())
                    .isEqualTo("no-event".getBytes(UTF_8));
        });
        assertThat(RIG.topics().all(DEAD_LETTERS).stream()
                        .filter(deadLetter -> deadLetter.headers().lastHeader("of") != null))
                .hasSize(1);
        assertThat(ProfilesRig.health(keeper)).contains("\"profiles\": \"running\"");
    }

    @Test
    void an_event_in_structured_mode_is_folded_like_one_in_binary_mode() {
        String group = "@TGS#structured";
        ObjectNode whole = GoldenCallback.JSON
                .createObjectNode()
                .put("specversion", "1.0")
                .put("time", "2026-11-20T10:00:00.000Z")
                .put("sequence", "1795265997964091");
        whole.set("data", ProfilesRig.event(group, "Whole"));

        RIG.send(
                "group.after-create-group",
                group,
                whole.toString().getBytes(UTF_8),
                Map.of("content-type", "application/cloudevents+json; charset=UTF-8"));

        await().until(() -> ProfilesRig.ask(keeper, "group", group).statusCode() == 200);
        JsonNode profile =
                ProfilesRig.json(ProfilesRig.ask(keeper, "group", group).body().getBytes(UTF_8));
        assertThat(profile.get("name").textValue()).isEqualTo("Whole");
        assertThat(profile.get("createdTime").textValue()).isEqualTo("2026-11-20T10:00:00.000Z");
    }
}
