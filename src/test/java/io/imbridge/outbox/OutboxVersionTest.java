package io.imbridge.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other versions of the service. */
class OutboxVersionTest {
    /** Version 1, as it was released: never to be changed. */
    private static final List<String> VERSION_1 = List.of(
            "PRAGMA journal_mode = WAL",
            "CREATE TABLE outbox (sequence INTEGER PRIMARY KEY, topic TEXT NOT NULL, key TEXT, command TEXT NOT NULL,"
                    + " app TEXT NOT NULL, id TEXT NOT NULL, fingerprint TEXT NOT NULL, time TEXT NOT NULL,"
                    + " received TEXT NOT NULL, reason TEXT, value NOT NULL)",
            "CREATE INDEX outbox_by_topic ON outbox (topic, sequence)",
            "PRAGMA user_version = 1",
            "INSERT INTO outbox VALUES (1795265997964091, 'a', 'k', 'A.b', '1',"
                    + " '00000000-0000-0001-0000-000000000002', '00', '2026-11-21T08:30:00.100Z',"
                    + " '2026-11-21T08:30:00.123Z', NULL, 'of version 1')");

    @TempDir
    Path directory;

    @Test
    void a_file_of_version_1_is_opened_read_and_written() throws Exception {
        execute(VERSION_1);

        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            rig.outbox()
                    .append(OutboxRig.records("a", "of today"), Duration.ofSeconds(10))
                    .toCompletableFuture()
                    .join();

            List<KeptRecord> read = rig.outbox().read("a", 10);
            assertThat(read).extracting(OutboxRig::value).containsExactly("of version 1", "of today");
            assertThat(read.get(0).sequence()).isEqualTo(1795265997964091L);
            assertThat(read)
                    .extracting(kept -> kept.record().traceparent())
                    .containsExactly(null, OutboxRig.TRACEPARENT);
            assertThat(read.get(0).record().time()).isEqualTo(Instant.parse("2026-11-21T08:30:00.100Z"));
        }
        assertThat(version()).isEqualTo(OutboxSchema.OURS.version());
    }

    @Test
    void a_file_of_version_1_is_looked_into_as_it_is() throws Exception {
        execute(VERSION_1);

        try (OutboxFile outbox = OutboxFile.open(directory)) {
            OutboxRecord read = outbox.read(0, 10).get(0).record();
            assertThat(new String(read.value(), UTF_8)).isEqualTo("of version 1");
            assertThat(read.traceparent()).isNull();
        }

        assertThat(version()).isEqualTo(1);
    }

    @Test
    void a_file_of_a_newer_version_stops_the_start_and_stays_as_it_is() throws Exception {
        execute(VERSION_1);
        execute(List.of("PRAGMA user_version = 1000", "DROP INDEX outbox_by_topic"));
        byte[] before = Files.readAllBytes(file());

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> RunningOutbox.start(settings(), (records, took) -> {}, Clock.systemUTC()))
                    .isInstanceOf(UnusableDirectoryException.class)
                    .hasMessageStartingWith("The outbox file has version 1000, and this im-kafka-bridge knows versions"
                            + " up to " + OutboxSchema.OURS.version() + ": start the newer im-kafka-bridge");
        }

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("outbox.db", "outbox.lock");
        }
    }

    @Test
    void a_file_is_brought_up_to_date_step_by_step() throws Exception {
        execute(VERSION_1);

        try (Connection writer = open()) {
            later("ALTER TABLE outbox ADD COLUMN colour TEXT", "UPDATE outbox SET colour = 'green'")
                    .upgrade(writer);
        }

        assertThat(version()).isEqualTo(OutboxSchema.OURS.version() + 2);
        assertThat(text("SELECT value || colour FROM outbox")).isEqualTo("of version 1green");
    }

    @Test
    void a_step_that_fails_leaves_the_file_as_it_was() throws Exception {
        execute(VERSION_1);

        try (Connection writer = open()) {
            assertThatThrownBy(() -> later("ALTER TABLE outbox ADD COLUMN colour TEXT", "UPDATE nothing SET a = 1")
                            .upgrade(writer))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(version()).isEqualTo(1);
        assertThat(text("SELECT sql FROM sqlite_master WHERE name = 'outbox'")).doesNotContain("colour");
    }

    /** Ours, and one version more for each statement. */
    private static OutboxSchema later(String... statements) {
        Stream<List<String>> more = Stream.of(statements).map(List::of);
        return new OutboxSchema(
                Stream.concat(OutboxSchema.OURS.steps().stream(), more).toList());
    }

    private OutboxSettings settings() {
        return new OutboxSettings() {
            @Override
            public boolean enabled() {
                return true;
            }

            @Override
            public Path directory() {
                return directory;
            }

            @Override
            public MemorySize maxSize() {
                return new MemorySize(BigInteger.valueOf(1L << 30));
            }
        };
    }

    private Path file() {
        return directory.resolve("outbox.db");
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private void execute(List<String> statements) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private int version() throws SQLException {
        return Integer.parseInt(text("PRAGMA user_version"));
    }

    private String text(String query) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getString(1);
        }
    }
}
