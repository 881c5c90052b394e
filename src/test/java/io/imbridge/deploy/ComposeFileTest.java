package io.imbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.FreePorts;
import io.imbridge.testkit.Kafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services that Compose starts: a broker with a health check, and this service with the settings that it needs. */
class ComposeFileTest {
    private static final Path COMPOSE = Path.of("docker-compose.yml");
    private static final String CONNECTION = "/dev/tcp/localhost/9094";

    @TempDir
    Path directory;

    @Test
    void a_broker_that_answers_is_healthy_and_a_port_without_one_is_not() throws IOException {
        String servers = Kafka.bootstrapServers();

        assertThat(exitCode(servers.substring(servers.lastIndexOf(':') + 1))).isZero();
        assertThat(exitCode(Integer.toString(FreePorts.next()))).isPositive();
    }

    @Test
    void the_check_starts_no_jvm() throws IOException {
        assertThat(check()).noneMatch(word -> word.contains("java") || word.contains("kafka-"));
    }

    @Test
    void profiles_are_kept_on_the_volume_of_the_outbox() throws IOException {
        JsonNode bridge = services().get("bridge");
        String dockerfile = Files.readString(Path.of("src", "main", "docker", "Dockerfile"));

        assertThat(bridge.at("/environment/BRIDGE_PROFILES_ENABLED").textValue())
                .isEqualTo("true");
        assertThat(bridge.get("volumes"))
                .anySatisfy(volume -> assertThat(volume.textValue()).isEqualTo("bridge-data:/data"));
        assertThat(dockerfile)
                .contains("BRIDGE_OUTBOX_DIRECTORY=/data/outbox", "BRIDGE_PROFILES_DIRECTORY=/data/profiles");
    }

    /** In a container no caller is on the same machine, so the console is open. Then nobody else may reach the port. */
    @Test
    void the_console_is_open_only_to_this_machine() throws IOException {
        JsonNode bridge = services().get("bridge");

        assertThat(bridge.at("/environment/BRIDGE_CONSOLE_OPEN").textValue()).isEqualTo("true");
        assertThat(bridge.at("/environment/BRIDGE_CONSOLE_HOSTS").textValue()).isEqualTo("bridge");
        assertThat(bridge.get("ports"))
                .extracting(JsonNode::textValue)
                .filteredOn(port -> port.endsWith(":9000"))
                .containsExactly("127.0.0.1:9000:9000");
    }

    @Test
    void one_broker_is_enough_for_groups_and_transactions() throws IOException {
        assertThat(services().at("/kafka/environment").properties())
                .extracting(Map.Entry::getKey, setting -> setting.getValue().textValue())
                .contains(
                        tuple("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
                        tuple("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
                        tuple("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"));
    }

    private int exitCode(String port) throws IOException {
        List<String> command = check().stream()
                .map(word -> word.replace(CONNECTION, "/dev/tcp/localhost/" + port))
                .toList();
        try (ChildProcess check = ChildProcess.start(command, Map.of(), directory, directory.resolve("kafka.log"))) {
            return check.awaitExit(Duration.ofSeconds(10));
        }
    }

    /** The command as the container receives it: Compose turns two dollar signs into one. */
    private static List<String> check() throws IOException {
        JsonNode test = services().at("/kafka/healthcheck/test");
        assertThat(test.get(0).textValue()).isEqualTo("CMD");
        List<String> words = test.valueStream()
                .skip(1)
                .map(word -> word.textValue().replace("$$", "$"))
                .toList();
        assertThat(words.get(2)).contains(CONNECTION);
        return words;
    }

    private static JsonNode services() throws IOException {
        return new YAMLMapper().readTree(COMPOSE.toFile()).get("services");
    }
}
