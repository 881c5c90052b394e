package io.imbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.FreePorts;
import io.imbridge.testkit.Kafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line by which Compose sees whether its broker answers. */
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

    private int exitCode(String port) throws IOException {
        List<String> command = check().stream()
                .map(word -> word.replace(CONNECTION, "/dev/tcp/localhost/" + port))
                .toList();
        try (ChildProcess check = ChildProcess.start(command, Map.of(), directory, directory.resolve("kafka.log"))) {
            return check.awaitExit(Duration.ofSeconds(10));
        }
    }

    /** As the container gets it: Compose makes one dollar of two. */
    private static List<String> check() throws IOException {
        JsonNode test = new YAMLMapper().readTree(COMPOSE.toFile()).at("/services/kafka/healthcheck/test");
        assertThat(test.get(0).textValue()).isEqualTo("CMD");
        List<String> words = test.valueStream()
                .skip(1)
                .map(word -> word.textValue().replace("$$", "$"))
                .toList();
        assertThat(words.get(2)).contains(CONNECTION);
        return words;
    }
}
