package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.outbox.OutboxRig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Inspects the outbox of a test with the commands. */
abstract class OutboxCommands {
    static final ObjectMapper JSON = new ObjectMapper();
    static final byte[] NO_TEXT = {'{', (byte) 0xff, 0, 27};
    static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    static final Instant TIME = Instant.parse("2026-11-21T08:30:00.123Z");
    static final OutboxRecord EVENT = record("im.a", "群", null, "{\"name\":\"群 🗺️\\n\"}\n\u0085".getBytes(UTF_8));
    static final OutboxRecord DEAD_LETTER = record("im.dead-letter", null, "not-json", NO_TEXT);

    @TempDir
    Path directory;

    CommandResult outbox(String command, String... more) {
        return CommandResult.command(
                Stream.concat(Stream.of("outbox", command, "--directory", directory.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    static List<JsonNode> lines(CommandResult export) {
        return Stream.of(export.out().split("\n"))
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (IOException notJson) {
                        throw new UncheckedIOException(notJson);
                    }
                })
                .toList();
    }

    static void keep(OutboxRig rig, OutboxRecord... records) {
        rig.outbox()
                .append(List.of(records), Duration.ofSeconds(10))
                .toCompletableFuture()
                .join();
    }

    static OutboxRecord record(String topic, String key, String reason, byte[] value) {
        return new OutboxRecord(
                topic, key, "A.b", "1400000000", new UUID(1, 2), "00", TIME, TIME, reason, TRACEPARENT, value);
    }

    static String[] numbers(int count) {
        return Stream.iterate(0, number -> number + 1)
                .limit(count)
                .map(number -> Integer.toString(number))
                .toArray(String[]::new);
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    Path file() {
        return directory.resolve("outbox.db");
    }

    void change(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
