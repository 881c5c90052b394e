package io.imbridge.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The statements of the consumers' pages that no run of a consumer checks. */
class ConsumerPagesTest {
    private static final Path CONSUMERS = Path.of("docs", "consumers");

    @Test
    void each_has_a_consumer_group_of_its_own_so_that_none_takes_events_from_another() throws IOException {
        String java = ConsumerPage.of("java").group();
        String node = ConsumerPage.of("node").group();

        assertThat(Files.readString(CONSUMERS.resolve("java/src/main/java/ProfileConsumer.java")))
                .contains("setting(\"GROUP\", \"" + java + "\")");
        assertThat(Files.readString(CONSUMERS.resolve("node/consumer.js"))).contains("GROUP = '" + node + "'");
        assertThat(Files.readString(CONSUMERS.resolve("database/profiles.properties")))
                .startsWith("name=im-profiles\n");
        assertThat(List.of(java, node, "connect-im-profiles")).doesNotHaveDuplicates();
    }

    @Test
    void all_pages_begin_with_the_same_callback() {
        assertThat(List.of("java", "node", "database", "profiles-java", "profiles-node"))
                .extracting(name -> ConsumerPage.of(name).curl())
                .allMatch(ConsumerPage.of("java").curl()::equals);
    }

    @Test
    void the_readers_of_profiles_have_the_settings_that_their_pages_tell() throws IOException {
        Map<String, String> settings =
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092", "TOPIC", "im.profile.groups");

        assertThat(ConsumerPage.of("profiles-java").settings()).isEqualTo(settings);
        assertThat(ConsumerPage.of("profiles-node").settings()).isEqualTo(settings);
        assertThat(Files.readString(CONSUMERS.resolve("profiles-java/src/main/java/Profiles.java")))
                .contains("setting(\"KAFKA_BOOTSTRAP_SERVERS\", \"localhost:9092\")")
                .contains("setting(\"TOPIC\", \"im.profile.groups\")");
        assertThat(Files.readString(CONSUMERS.resolve("profiles-node/reader.js")))
                .contains("{ KAFKA_BOOTSTRAP_SERVERS = 'localhost:9092', TOPIC = 'im.profile.groups' }");
    }
}
