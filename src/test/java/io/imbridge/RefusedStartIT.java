package io.imbridge;

import static io.imbridge.testkit.RefusedStart.assertNoStackTrace;
import static io.imbridge.testkit.RefusedStart.refusal;
import static io.imbridge.testkit.RefusedStart.saidAtTheEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An unusable configuration: the packaged service reports all its mistakes, and ends. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class RefusedStartIT {
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

    @Test
    void all_that_is_wrong_is_told_in_one_list_with_its_property_its_variable_its_value_and_what_is_right(
            @TempDir Path tokens) throws IOException {
        Files.writeString(tokens.resolve("1400000001"), TOKEN);
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("BRIDGE_VERIFY_APP_IDS", "1400000000,1400000001"),
                Map.entry("BRIDGE_VERIFY_TOKENS_DIRECTORY", tokens.toString()),
                Map.entry("BRIDGE_RECEIVE_READ_TIMEOUT", "10 apples"),
                Map.entry("BRIDGE_RECEIVE_IDLE_TIMEOUT", "long"),
                Map.entry("BRIDGE_RECEIVE_MAX_BODY", "1 MB"),
                Map.entry("BRIDGE_RECEIVE_MAX_IN_FLIGHT", "many"),
                Map.entry("BRIDGE_RECEIVE_ANSWER_BUDGET", ""),
                Map.entry("BRIDGE_OUTBOX_ENABLED", "ture"),
                Map.entry("BRIDGE_PUBLISH_PARTITIONS", "0"),
                Map.entry("BRIDGE_PUBLISH_REPLICATION_FACTOR", "three"),
                Map.entry("BRIDGE_PUBLISH_CLOUD_EVENTS", "binray"),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka"),
                Map.entry("KAFKA_LINGER_MS", "soon"),
                Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"),
                Map.entry("QUARKUS_LOG_LEVEL", "LOUD"));

        String said = refusal(wrong);

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .containsOnlyOnce("bridge.verify.tokens-directory (BRIDGE_VERIFY_TOKENS_DIRECTORY): "
                        + tokens.resolve("1400000000") + " is missing")
                .containsOnlyOnce(
                        "bridge.receive.read-timeout (BRIDGE_RECEIVE_READ_TIMEOUT) must be a duration, such as"
                                + " 1500ms, 10s or 1m, and is '10 apples'.")
                .containsOnlyOnce("bridge.receive.idle-timeout (BRIDGE_RECEIVE_IDLE_TIMEOUT) must be a duration")
                .containsOnlyOnce(
                        "bridge.receive.max-body (BRIDGE_RECEIVE_MAX_BODY) must be a size, such as 500K, 1M or"
                                + " 4G, and is '1 MB'.")
                .containsOnlyOnce("(BRIDGE_RECEIVE_MAX_IN_FLIGHT) must be a whole number, and is 'many'.")
                .containsOnlyOnce(
                        "(BRIDGE_RECEIVE_ANSWER_BUDGET) must be a duration, such as 1500ms, 10s or 1m, and is" + " ''.")
                .containsOnlyOnce("(BRIDGE_OUTBOX_ENABLED) must be true or false, and is 'ture'.")
                .containsOnlyOnce("(BRIDGE_PUBLISH_PARTITIONS) must be at least 1, and is '0'.")
                .containsOnlyOnce("(BRIDGE_PUBLISH_REPLICATION_FACTOR) must be a whole number, and is 'three'.")
                .containsOnlyOnce("(BRIDGE_PUBLISH_CLOUD_EVENTS) must be binary or structured, and is 'binray'.")
                .containsOnlyOnce("kafka.bootstrap.servers (KAFKA_BOOTSTRAP_SERVERS) must be host:port")
                .containsOnlyOnce("kafka.linger.ms (KAFKA_LINGER_MS): ")
                .containsOnlyOnce("OpenTelemetry (OTEL_*): ")
                .containsOnlyOnce("quarkus.log.level (QUARKUS_LOG_LEVEL) must be a level");
        assertThat(said.lines().filter(line -> line.startsWith("  - "))).hasSize(wrong.size() - 1);
        assertNoStackTrace(said);
        assertThat(said).doesNotContain(TOKEN);
    }

    @Test
    void a_key_that_does_not_exist_is_named_with_the_nearest_wherever_a_file_or_an_option_has_it() throws IOException {
        Map<String, String> environment =
                Map.of("BRIDGE_VERIFY_APP_IDS", "1400000000", "JAVA_TOOL_OPTIONS", "-Dbridge.outbox.dir=elsewhere");

        String said = refusal(environment, """
            bridge.receive.maxBody=2M
            %dev.bridge.outbox.dirs=elsewhere
            BRIDGE_OUTBOX_MAX_SIZE=2G
            bridge.verify.tokens=tokenOfAnAppThatIsNotNamed
            bridge.publish.topics."Group.CallbackAfterCreateTopic"=of-its-own
            """);

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .containsOnlyOnce("bridge.outbox.dir of the system properties (-D) is no key: the nearest is"
                        + " bridge.outbox.directory (BRIDGE_OUTBOX_DIRECTORY).")
                .containsPattern(
                        "- bridge.receive.maxBody of \\S*config/application.properties is no key: the nearest is"
                                + " bridge.receive.max-body ")
                .containsOnlyOnce("- %dev.bridge.outbox.dirs of ")
                .containsOnlyOnce("- BRIDGE_OUTBOX_MAX_SIZE of ")
                .containsPattern("- bridge.verify.tokens of .*: the nearest is bridge.verify.tokens.<SDKAppID> "
                        + "\\(BRIDGE_VERIFY_TOKENS_<SDKAppID>\\)")
                .doesNotContain("bridge.publish.topics", TOKEN);
        assertNoStackTrace(said);
    }

    @Test
    void ports_in_use_are_told_with_all_else_that_is_wrong() throws IOException {
        try (ServiceProcess service = new ServiceProcess(
                        "ports-in-use", Map.of("BRIDGE_VERIFY_APP_IDS", "1400000000", "BRIDGE_RECEIVE_MAX_BODY", "0"));
                ServerSocket open = new ServerSocket(service.port());
                ServerSocket managed = new ServerSocket(service.managementPort())) {
            service.tryStart();
            String said = saidAtTheEnd(service);

            assertThat(said)
                    .containsOnlyOnce("cannot start")
                    .containsOnlyOnce("(BRIDGE_RECEIVE_MAX_BODY) must be from 1 byte to 64M, and is '0'.")
                    .containsOnlyOnce("The public port " + open.getLocalPort() + " of 0.0.0.0 cannot be had")
                    .containsOnlyOnce("quarkus.http.port (QUARKUS_HTTP_PORT)")
                    .containsOnlyOnce("The management port " + managed.getLocalPort() + " of 0.0.0.0 cannot be had")
                    .containsOnlyOnce("quarkus.management.port (QUARKUS_MANAGEMENT_PORT)");
            assertNoStackTrace(said);
        }
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

        assertThat(said).containsOnlyOnce("cannot start").contains("  - OpenTelemetry (OTEL_*): ", "collector:4318");
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
}
