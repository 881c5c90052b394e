package io.imbridge.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.sqlite.JDBC;

/** Tests the consumer of {@code docs/consumers/java}. */
class JavaConsumerIT extends ConsumerContract {
    private static final Path MAIN = Path.of("docs", "consumers", "java", "src", "main");
    private static final String DATABASE = "jdbc:sqlite:";

    @TempDir
    static Path classes;

    private static CompiledConsumer consumer;

    JavaConsumerIT() {
        super("java");
    }

    @BeforeAll
    static void it_compiles_without_a_warning() throws IOException {
        consumer = CompiledConsumer.compile(
                MAIN.resolve("java/ProfileConsumer.java"),
                classes,
                KafkaConsumer.class,
                ObjectMapper.class,
                JsonFactory.class,
                JsonProperty.class,
                JDBC.class,
                Logger.class);
        Files.copy(MAIN.resolve("resources/schema.sql"), classes.resolve("schema.sql"));
    }

    @Test
    void it_runs_as_its_page_says() {
        Readers group = new Readers("java-consumer-maven");
        Map<String, String> settings = new HashMap<>(settings(group, community().prefix()));
        settings.put("DATABASE", DATABASE + directory.resolve("profiles.db"));
        Shipped shipped = Shipped.copy("java", UnaryOperator.identity());

        String said = readAll(group, community().names(), () -> shipped.maven(settings, "-q", "compile", "exec:java"));

        assertRight();
        assertThat(said).doesNotContain("ERROR", "SEVERE", "INFO", "ConsumerConfig values");
    }

    @Override
    ChildProcess start(Map<String, String> settings) {
        return consumer.start(settings, directory);
    }

    @Override
    List<List<String>> profiles() {
        return rows("SELECT group_id, topic_id, name, introduction, notification, face_url FROM profile ORDER BY 1, 2");
    }

    @Override
    List<List<String>> customFields() {
        return rows("SELECT group_id, topic_id, substr(name, length('custom:') + 1), value FROM current_field"
                + " WHERE name LIKE 'custom:%' ORDER BY 1, 2, 3");
    }

    @Override
    int events() {
        String group = "'" + Community.GROUP + "'";
        assertThat(rows("SELECT count(*) FROM event WHERE value ->> 'groupId' = " + group))
                .isEqualTo(rows("SELECT events FROM activity WHERE group_id = " + group));
        assertThat(rows("SELECT value ->> '$.extra.New[0]' FROM event WHERE value LIKE '%\"New\"%'"))
                .containsExactly(List.of("1"));
        return Integer.parseInt(rows("SELECT events FROM activity WHERE group_id = " + group)
                .get(0)
                .get(0));
    }

    private List<List<String>> rows(String sql) {
        List<List<String>> rows = new ArrayList<>();
        try (Connection database = DriverManager.getConnection(DATABASE + directory.resolve("profiles.db"));
                Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException wrong) {
            throw new IllegalStateException(sql, wrong);
        }
    }
}
