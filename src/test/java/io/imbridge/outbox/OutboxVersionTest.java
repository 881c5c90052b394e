package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.outbox.sqlite.OutboxFile;
import io.imbridge.outbox.sqlite.RealPlace;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outbox files of other versions of the service. */
class OutboxVersionTest {
    private static final long BYTES = 1L << 30;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000})
    void a_file_of_another_version_stops_the_start_and_stays_as_it_is(int version) throws Exception {
        execute(
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE outbox (sequence INTEGER PRIMARY KEY, value NOT NULL)",
                "INSERT INTO outbox VALUES (1795265997964091, 'kept')",
                "PRAGMA user_version = " + version);
        byte[] before = Files.readAllBytes(file());

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> RunningOutbox.start(
                            settings(), () -> RealPlace.in(directory, BYTES), (records, took) -> {}, Clock.systemUTC()))
                    .isInstanceOf(UnusableDirectoryException.class)
                    .hasMessageStartingWith("The outbox file has version " + version)
                    .hasMessageContaining("knows version 3 only", "let the im-kafka-bridge that wrote it", "drain");
        }

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .filteredOn(name -> name.startsWith("outbox."))
                    .containsExactlyInAnyOrder("outbox.db", "outbox.lock");
        }
    }

    @Test
    void a_file_of_another_version_is_not_looked_into() throws Exception {
        execute("CREATE TABLE outbox (sequence INTEGER PRIMARY KEY)", "PRAGMA user_version = 2");

        assertThatThrownBy(() -> OutboxFile.open(directory))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The outbox file has version 2");
    }

    @Test
    void a_file_of_this_version_says_so() throws Exception {
        OutboxRig.onDisk(directory).close();

        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("PRAGMA user_version").getInt(1)).isEqualTo(3);
        }
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
                return new MemorySize(BigInteger.valueOf(BYTES));
            }
        };
    }

    private Path file() {
        return directory.resolve("outbox.db");
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
