package io.imbridge.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The statements of {@code docs/consumers/sql}, run as its page says, by Flink in a process of its own. */
class SqlConsumerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void the_statements_end_with_the_right_profiles() {
        try (Community community = new Community("sql-consumer")) {
            community.live();
            community.poison();
            community.repeatBackwards();
            community.tell(ConsumerPage.of("sql"));
            List<List<String>> profiles = new ArrayList<>(List.of(ConsumerPage.PROFILE));
            profiles.addAll(Community.PROFILES);

            try (ChildProcess flink = copyFor(community.prefix()).maven(Map.of(), "-q", "compile", "exec:exec")) {
                Awaitility.await("the profiles, see " + flink)
                        .atMost(PATIENCE)
                        // Flink needs the cores more than this look does.
                        .pollInterval(Duration.ofSeconds(1))
                        .pollInSameThread()
                        .until(() -> !flink.isRunning()
                                || profiles().equals(profiles) && customFields().equals(Community.CUSTOM_FIELDS));
                assertThat(flink.isRunning()).as(flink.log()).isTrue();
                assertThat(flink.log()).doesNotContain("ERROR");
            }
            assertThat(policy("sql-consumer.profiles")).isEqualTo("compact");
            assertThat(policy("sql-consumer.custom-fields")).isEqualTo("compact");
        }
    }

    private static List<List<String>> profiles() {
        return latest(
                "sql-consumer.profiles", "group_id", "topic_id", "name", "introduction", "notification", "face_url");
    }

    private static List<List<String>> customFields() {
        return latest("sql-consumer.custom-fields", "group_id", "topic_id", "name", "val");
    }

    /** What compaction would leave: the last value of each key. */
    private static List<List<String>> latest(String topic, String... columns) {
        Map<JsonNode, JsonNode> latest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : KafkaTopics.shared().all(topic)) {
            latest.put(json(record.key()), record.value() == null ? null : json(record.value()));
        }
        return latest.values().stream()
                .filter(row -> row != null)
                .map(row -> Arrays.stream(columns)
                        .map(column -> row.path(column).textValue())
                        .toList())
                .sorted(Comparator.comparing(List::toString))
                .toList();
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /** A copy that reads the topics of this prefix at the broker of the tests. */
    private static Shipped copyFor(String prefix) {
        return Shipped.copy("sql", text -> text.replace("localhost:9092", Kafka.bootstrapServers())
                .replace("'im.", "'" + prefix + ".")
                .replace("'im\\.", "'" + prefix + "\\."));
    }

    private static String policy(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", Kafka.bootstrapServers()))) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get("cleanup.policy")
                    .value();
        } catch (ExecutionException | InterruptedException unable) {
            throw new IllegalStateException(unable);
        }
    }
}
