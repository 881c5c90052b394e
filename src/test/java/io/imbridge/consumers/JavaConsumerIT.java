package io.imbridge.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Kafka;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.sqlite.JDBC;

/** The consumer of {@code docs/consumers/java}, as its readers start it, against all that can happen to it. */
class JavaConsumerIT {
    private static final Path SOURCE = Path.of("docs", "consumers", "java");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static Community community;

    @TempDir
    static Path classes;

    @TempDir
    Path directory;

    @BeforeAll
    static void a_community_has_lived() throws IOException {
        Path main = SOURCE.resolve("src/main");
        String source = main.resolve("java/ProfileConsumer.java").toString();
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "--release",
                                "17",
                                "-Xlint:all,-serial",
                                "-cp",
                                classPath(),
                                "-d",
                                classes.toString(),
                                source))
                .isZero();
        Files.copy(main.resolve("resources/schema.sql"), classes.resolve("schema.sql"));
        community = new Community("java-consumer");
        community.live();
        community.poison();
    }

    @AfterAll
    static void the_community_ends() {
        community.close();
    }

    @Test
    void it_ends_with_the_right_profiles_and_skips_what_is_no_event() throws SQLException {
        String log = readAll(new Readers("java-first"), community.prefix(), community.names());

        assertRight();
        assertThat(rows("SELECT 1 FROM event WHERE value LIKE '%\"extra\":{\"New\":[1]}%'"))
                .hasSize(1);
        assertThat(log.lines().filter(line -> line.startsWith("skipped, no event: java-consumer.group")))
                .hasSize(Community.POISON);
        assertThat(log).contains("kept, but of a command that is not for us: java-consumer.unknown");
        assertThat(log).contains("kept, but of no known topic: java-consumer.group.after-topic-info-changed");
    }

    @Test
    void killed_before_it_could_commit_and_told_everything_twice_it_counts_once() throws SQLException {
        Readers group = new Readers("java-again");
        for (int round = 0; round < 3; round++) {
            try (ChildProcess consumer = start(group, community.prefix())) {
                long done = group.done();
                community.change(20);
                group.awaitMoreThan(done);
                consumer.kill();
            }
        }
        group.expel();
        group.forgetLast(3);
        community.repeatBackwards();

        readAll(group, community.prefix(), community.names());

        assertRight();
    }

    @Test
    void the_order_of_the_events_does_not_matter() throws SQLException {
        String backwards = community.copyBackwards();
        List<String> topics = community.names().stream()
                .map(name -> name.replace(community.prefix(), backwards))
                .toList();

        readAll(new Readers("java-backwards"), backwards, topics);

        assertRight();
    }

    /** Runs the consumer until it has read and committed everything; returns what it printed. */
    private String readAll(Readers group, String prefix, List<String> topics) {
        try (ChildProcess consumer = start(group, prefix)) {
            group.awaitEnd(topics);
            assertThat(consumer.isRunning()).isTrue();
            return consumer.log();
        }
    }

    private void assertRight() throws SQLException {
        assertThat(
                        rows(
                                "SELECT group_id, topic_id, name, introduction, notification, face_url FROM profile ORDER BY 2"))
                .isEqualTo(Community.PROFILES);
        assertThat(rows("SELECT group_id, topic_id, substr(name, 8), value FROM current_field"
                        + " WHERE name LIKE 'custom:%' ORDER BY 2, 3"))
                .isEqualTo(Community.CUSTOM_FIELDS);
        assertThat(rows("SELECT events FROM activity WHERE group_id = '" + Community.GROUP + "'"))
                .containsExactly(List.of(Integer.toString(community.events())));
    }

    private ChildProcess start(Readers group, String prefix) {
        List<String> command = List.of(JAVA, "-cp", classes + ":" + classPath(), "ProfileConsumer");
        return ChildProcess.start(command, settings(group, prefix), directory, directory.resolve("consumer.log"));
    }

    private static Map<String, String> settings(Readers group, String prefix) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers(),
                "TOPIC_PREFIX", prefix,
                "GROUP", group.group());
    }

    private List<List<String>> rows(String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("profiles.db"));
                Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** What its {@code pom.xml} names, as this build has it. */
    private static String classPath() {
        return Stream.of(
                        KafkaConsumer.class,
                        ObjectMapper.class,
                        JsonFactory.class,
                        JsonProperty.class,
                        JDBC.class,
                        Logger.class)
                .map(JavaConsumerIT::jar)
                .collect(Collectors.joining(":"));
    }

    private static String jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
