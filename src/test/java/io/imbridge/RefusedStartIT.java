package io.imbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A configuration that cannot do: the packaged service says all that is wrong with it, and ends. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RefusedStartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NOBODY = "localhost:1";
    private static final String TOKEN = "tokenOfAnAppThatIsNotNamed";

    @Test
    void without_an_app_it_says_in_one_message_how_to_name_one() {
        String said = refusal(Map.of());

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .containsOnlyOnce("bridge.verify.app-ids")
                .containsOnlyOnce("BRIDGE_VERIFY_APP_IDS");
        assertThat(said.strip().lines()).hasSize(2);
        assertNoStackTrace(said);
    }

    @Test
    void settings_that_contradict_each_other_are_all_named_in_one_message() {
        String said = refusal(Map.of(
                "BRIDGE_VERIFY_APP_IDS", "1400000000,mine",
                "BRIDGE_VERIFY_TOKENS_1400000009", TOKEN,
                "BRIDGE_PUBLISH_TOPIC_PREFIX", "im bridge",
                "BRIDGE_RECEIVE_MAX_IN_FLIGHT", "0"));

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .containsOnlyOnce("'mine' in bridge.verify.app-ids")
                .containsOnlyOnce("bridge.verify.tokens.1400000009 (BRIDGE_VERIFY_TOKENS_1400000009)")
                .containsOnlyOnce("bridge.publish.topic-prefix (BRIDGE_PUBLISH_TOPIC_PREFIX)")
                .containsOnlyOnce("bridge.receive.max-in-flight (BRIDGE_RECEIVE_MAX_IN_FLIGHT)");
        assertNoStackTrace(said);
        assertThat(said).doesNotContain(TOKEN);
    }

    /** Each piece of what is secret here begins so; nothing else that is printed has it. */
    private static final String PIECE = "qzx";

    static Stream<Map<String, String>> hostileTokens() {
        String tokens = "BRIDGE_VERIFY_TOKENS_";
        return Stream.of(
                Map.of(tokens + "1400000000", "qzx0${qzx1}"),
                Map.of(tokens + "1400000000", "qzx0${qzx1:${qzx2}"),
                Map.of(tokens + "1400000000", "${qzx0::qzx1}"),
                Map.of(
                        tokens + "1400000000",
                        "",
                        tokens + "1400000001",
                        "qzx0, ,qzx1",
                        tokens + "1400000009",
                        "${qzx0}"),
                Map.of(tokens + "qzx0", "qzx1", tokens + "QZX1", "1400000000", "BRIDGE_VERIFY_TOKENS", "qzx2"),
                Map.of("bridge.verify.tokens.\"qzx0\"", "qzx1", "bridge.verify.tokens.1400000000[0]", "qzx2"));
    }

    @ParameterizedTest
    @MethodSource("hostileTokens")
    void no_piece_of_a_token_is_in_what_a_start_says_that_fails(Map<String, String> hostile) {
        Map<String, String> environment = new HashMap<>(hostile);
        environment.put("BRIDGE_VERIFY_APP_IDS", "1400000000,1400000001");
        // So that it ends in any case.
        environment.put("BRIDGE_RECEIVE_MAX_IN_FLIGHT", "0");
        environment.put("QUARKUS_LOG_LEVEL", "DEBUG");

        String said = refusal(environment);

        assertThat(said).containsOnlyOnce("cannot start").containsOnlyOnce("BRIDGE_RECEIVE_MAX_IN_FLIGHT");
        assertThat(said.toLowerCase(Locale.ROOT)).doesNotContain(PIECE);
    }

    @Test
    void a_token_in_the_place_of_an_app_is_not_said_and_one_that_is_blank_is_named() {
        String said = refusal(Map.of(
                "BRIDGE_VERIFY_APP_IDS", "1400000000,1400000001",
                "BRIDGE_VERIFY_TOKENS_1400000000", "",
                "BRIDGE_VERIFY_TOKENS_1400000001", "one, ,two",
                "BRIDGE_VERIFY_TOKENS_QZX0", "1400000000"));

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .containsOnlyOnce("BRIDGE_VERIFY_TOKENS_1400000000) has a blank token")
                .containsOnlyOnce("BRIDGE_VERIFY_TOKENS_1400000001) has a blank token")
                .containsOnlyOnce("(BRIDGE_VERIFY_TOKENS_<SDKAppID>) is no SDKAppID")
                .doesNotContainIgnoringCase(PIECE);
        assertNoStackTrace(said);
    }

    @Test
    void an_address_that_is_none_is_named_with_all_else_that_is_wrong() {
        String said = refusal(Map.of(
                "BRIDGE_VERIFY_ALLOWED_ADDRESSES", "10.0.0.0/8,10.0.0.0/99",
                "BRIDGE_VERIFY_TOKENS_1400000009", TOKEN,
                "BRIDGE_PUBLISH_TOPIC_PREFIX", "im bridge",
                "BRIDGE_RECEIVE_MAX_IN_FLIGHT", "0"));

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .containsOnlyOnce("BRIDGE_VERIFY_APP_IDS.")
                .containsOnlyOnce("bridge.verify.allowed-addresses (BRIDGE_VERIFY_ALLOWED_ADDRESSES): '10.0.0.0/99'")
                .containsOnlyOnce("BRIDGE_VERIFY_TOKENS_1400000009")
                .containsOnlyOnce("BRIDGE_PUBLISH_TOPIC_PREFIX")
                .containsOnlyOnce("BRIDGE_RECEIVE_MAX_IN_FLIGHT");
        assertNoStackTrace(said);
        assertThat(said).doesNotContain(TOKEN);
    }

    @Test
    void a_place_for_traces_that_is_none_is_named() {
        String said =
                refusal(Map.of("BRIDGE_VERIFY_APP_IDS", "1400000000", "OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"));

        assertThat(said).containsOnlyOnce("cannot start").contains("  - OpenTelemetry: ", "collector:4318");
        assertNoStackTrace(said);
    }

    @Test
    void what_kafka_s_client_will_never_take_is_named() {
        String said = refusal(
                Map.of("BRIDGE_VERIFY_APP_IDS", "1400000000", "KAFKA_MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION", "10"));

        assertThat(said).containsOnlyOnce("cannot start").contains("max.in.flight.requests.per.connection");
        assertNoStackTrace(said);
    }

    @Test
    void without_a_place_for_temporary_files_it_says_how_to_give_it_one(@TempDir Path directory) {
        Path none = directory.resolve("tmp");

        String said =
                refusal(Map.of("BRIDGE_VERIFY_APP_IDS", "1400000000", "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + none));

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .contains("\n  - There is no directory " + none + ".", "--tmpfs /tmp:exec");
        assertNoStackTrace(said);
    }

    @Test
    void a_second_process_on_an_outbox_names_the_first() {
        try (ServiceProcess first = new ServiceProcess(
                        "first-owner", Map.of("BRIDGE_VERIFY_APP_IDS", "1400000000", "KAFKA_BOOTSTRAP_SERVERS", NOBODY))
                .start()) {
            Path outbox = first.directory().resolve(Path.of("data", "outbox"));

            String said = refusal(
                    Map.of("BRIDGE_VERIFY_APP_IDS", "1400000000", "BRIDGE_OUTBOX_DIRECTORY", outbox.toString()));

            assertThat(said)
                    .containsOnlyOnce("cannot start")
                    .contains("is in use by process " + first.pid())
                    .contains("BRIDGE_OUTBOX_DIRECTORY");
            assertNoStackTrace(said);
            assertThat(first.isRunning()).isTrue();
        }
    }

    @Test
    void an_outbox_directory_that_cannot_be_written_stops_the_start_with_what_to_do() throws IOException {
        Path file = Files.createTempFile("no-directory", "");

        String said = refusal(Map.of(
                "BRIDGE_VERIFY_APP_IDS",
                "1400000000",
                "BRIDGE_OUTBOX_DIRECTORY",
                file.resolve("outbox").toString()));

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .contains("cannot be written")
                .contains("BRIDGE_OUTBOX_DIRECTORY")
                .contains("BRIDGE_OUTBOX_ENABLED");
        assertThat(said).doesNotContain("\tat ");
    }

    @Test
    void an_outbox_of_a_newer_version_stops_the_start_with_what_to_do(@TempDir Path outbox) throws Exception {
        try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + outbox.resolve("outbox.db"));
                Statement statement = newer.createStatement()) {
            statement.execute("PRAGMA user_version = 1000");
        }

        String said =
                refusal(Map.of("BRIDGE_VERIFY_APP_IDS", "1400000000", "BRIDGE_OUTBOX_DIRECTORY", outbox.toString()));

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .contains("The outbox file has version 1000")
                .contains("start the newer im-kafka-bridge");
        assertNoStackTrace(said);
    }

    private static String refusal(Map<String, String> environment) {
        try (ServiceProcess service = new ServiceProcess("refused-start", environment)) {
            assertThat(service.tryStart()).as("listens").isFalse();
            assertThat(service.awaitExit(PATIENCE)).isEqualTo(1);
            return service.log();
        }
    }

    private static void assertNoStackTrace(String said) {
        assertThat(said).doesNotContain("\tat ", "Exception");
    }
}
