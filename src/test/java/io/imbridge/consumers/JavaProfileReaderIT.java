package io.imbridge.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.testkit.ChildProcess;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;

/** Tests the reader of {@code docs/consumers/profiles-java}. One test at a time. */
@ResourceLock("profiles-java")
class JavaProfileReaderIT extends ProfileReaderContract {
    private static final Path SOURCE = Path.of("docs/consumers/profiles-java/src/main/java/Profiles.java");

    @TempDir
    static Path classes;

    private static CompiledConsumer reader;

    JavaProfileReaderIT() {
        super("profiles-java");
    }

    @BeforeAll
    static void it_compiles_without_a_warning() {
        reader = CompiledConsumer.compile(
                SOURCE,
                classes,
                KafkaConsumer.class,
                ObjectMapper.class,
                JsonFactory.class,
                JsonProperty.class,
                Logger.class);
    }

    @Test
    void it_runs_as_its_page_says() {
        try (ProfileTopic topic = new ProfileTopic("profiles-java.maven")) {
            topic.create(1, Map.of());
            topic.writer()
                    .begin()
                    .put(topic.profile("@TGS#2J4SZEAEL", "Hill Walkers"))
                    .commit();
            Shipped shipped = Shipped.copy("profiles-java", UnaryOperator.identity());

            try (ProfileReader maven =
                    new ProfileReader(shipped.maven(settings(topic), "-q", "compile", "exec:java"))) {
                maven.awaitProfiles(topic.profiles());
                assertThat(maven.log()).doesNotContain("ERROR", "SEVERE", "WARN", "INFO", "ConsumerConfig values");
            }
        }
    }

    @Override
    ChildProcess start(Map<String, String> settings) {
        return reader.start(settings, directory);
    }
}
