package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.outbox.OutboxRig;
import java.io.IOException;
import java.io.RandomAccessFile;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outbox that is in use, or was, or is broken, as somebody sees it who looks in. */
class OutboxCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NO_TEXT = {'{', (byte) 0xff, 0, 27};
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final Instant TIME = Instant.parse("2026-11-21T08:30:00.123Z");
    private static final OutboxRecord EVENT =
            record("im.a", "群", null, "{\"name\":\"群 🗺️\\n\"}\n\u0085".getBytes(UTF_8));
    private static final OutboxRecord LETTER = record("im.dead-letter", null, "not-json", NO_TEXT);

    @TempDir
    Path directory;

    @Test
    void status_counts_in_all_and_by_topic_while_the_outbox_is_in_use() throws IOException {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT, EVENT, LETTER);

            Ran status = outbox("status");

            assertThat(status.code()).isZero();
            assertThat(status.out())
                    .startsWith("records  3\n")
                    .contains("\noldest   " + TIME + " (")
                    .containsPattern("(?m)^ +2 +" + 2 * EVENT.value().length + " +\\d{16} +" + TIME + " +im\\.a$")
                    .containsPattern("(?m)^ +1 +4 +\\d{16} +" + TIME + " +im\\.dead-letter$");
            keep(rig, EVENT);
            assertThat(outbox("status").out()).startsWith("records  4\n");
        }
    }

    @Test
    void an_outbox_that_nobody_uses_is_read_without_a_trace() throws IOException {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT, LETTER);
        }
        List<String> before = files();

        assertThat(outbox("status").out()).startsWith("records  2\n");
        assertThat(outbox("verify").out()).isEqualTo("Sound, 2 records read.\n");

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void what_a_crash_left_is_read_with_its_write_ahead_file() throws IOException {
        Path crashed = Files.createDirectory(directory.resolve("crashed"));
        Path used = directory.resolve("used");
        try (OutboxRig rig = OutboxRig.onDisk(used)) {
            keep(rig, EVENT);
            for (String file : List.of("outbox.db", "outbox.db-wal")) {
                Files.copy(used.resolve(file), crashed.resolve(file));
            }
        }

        assertThat(Ran.command("outbox", "status", "--directory", crashed.toString())
                        .out())
                .startsWith("records  1\n");
    }

    @Test
    void an_export_has_every_byte_in_the_order_of_arrival() throws IOException {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT, LETTER);
            for (int i = 0; i < 3; i++) {
                keep(rig, OutboxRig.records("im.b", numbers(400)).toArray(OutboxRecord[]::new));
            }

            Ran export = outbox("export");

            assertThat(export.code()).isZero();
            List<JsonNode> lines = lines(export);
            assertThat(lines).hasSize(1202);
            assertThat(lines)
                    .extracting(line -> line.get("sequence").longValue())
                    .isSorted();
            assertIs(lines.get(0), EVENT);
            assertIs(lines.get(1), LETTER);
            assertThat(lines.subList(2, 1202))
                    .extracting(line -> line.get("value").textValue())
                    .containsExactly(Stream.of(numbers(400), numbers(400), numbers(400))
                            .flatMap(Stream::of)
                            .toArray(String[]::new));
        }
    }

    @Test
    void an_export_may_be_of_some_topics() throws IOException {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT, LETTER);
            keep(rig, OutboxRig.records("im.b", "1").toArray(OutboxRecord[]::new));

            Ran export = outbox("export", "--topic", "im.a", "--topic=im.b");

            assertThat(lines(export))
                    .extracting(line -> line.get("topic").textValue())
                    .containsExactly("im.a", "im.b");
        }
    }

    @Test
    void one_record_shows_in_full_and_no_terminal_obeys_it() throws IOException {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT, LETTER);
            List<JsonNode> lines = lines(outbox("export"));

            Ran event = outbox("show", lines.get(0).get("sequence").asText());
            Ran letter = outbox("show", lines.get(1).get("sequence").asText());

            assertThat(event.code()).isZero();
            assertThat(event.out())
                    .contains("topic        im.a\n", "key          群\n", "id           " + EVENT.id() + "\n")
                    .contains(
                            "received     " + TIME + "\n",
                            "reason       (none)\n",
                            "traceparent  " + TRACEPARENT + "\n")
                    .endsWith("\n\n{\"name\":\"群 🗺️\\n\"}\n?\n");
            assertThat(letter.out())
                    .contains("key          (none)\n", "reason       not-json\n")
                    .doesNotContain("\u001b");
            assertThat(outbox("show", "5")).isEqualTo(new Ran(1, "", "The outbox has no record 5.\n"));
        }
    }

    @Test
    void verify_names_records_that_mean_nothing_and_export_leaves_them_out() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT, LETTER, EVENT);
        }
        change("UPDATE outbox SET time = 'noon' WHERE reason IS NOT NULL");
        change("UPDATE outbox SET sequence = -1 WHERE sequence = (SELECT max(sequence) FROM outbox)");

        Ran verify = outbox("verify");

        assertThat(verify.code()).isEqualTo(1);
        assertThat(verify.out()).isEqualTo("Damaged, 2 records read.\n");
        assertThat(verify.err())
                .contains("Record -1 is out of order")
                .containsPattern("Record \\d{16} means nothing: .*noon");
        Ran export = outbox("export");
        assertThat(export.code()).isEqualTo(1);
        assertThat(lines(export)).hasSize(2);
        assertThat(export.err()).contains("means nothing");
    }

    @Test
    void verify_finds_damaged_pages() throws IOException {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, OutboxRig.records("im.b", numbers(1000)).toArray(OutboxRecord[]::new));
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek(bytes.length() / 2);
            bytes.write(new byte[20_000]);
        }

        Ran verify = outbox("verify");

        assertThat(verify.code()).isEqualTo(1);
        assertThat(verify.out()).startsWith("Damaged, ");
        assertThat(verify.err()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void what_is_no_outbox_is_a_sentence() throws Exception {
        assertThat(outbox("status"))
                .isEqualTo(new Ran(1, "", "There is no outbox in " + directory.toAbsolutePath() + ".\n"));
        assertThat(outbox("drain").code()).isEqualTo(1);

        Files.writeString(file(), "something else, long enough to be taken for the head of a file, if need be.");
        assertThat(outbox("verify").code()).isEqualTo(1);
        assertThat(outbox("verify").err()).contains("cannot be read").hasLineCount(1);

        Files.delete(file());
        change("CREATE TABLE other (a)");
        assertThat(outbox("status"))
                .isEqualTo(new Ran(1, "", file().toAbsolutePath() + " is no outbox, or none yet.\n"));
        change("PRAGMA user_version = 1000");
        assertThat(outbox("status").err())
                .contains("The outbox file has version 1000")
                .hasLineCount(1);
    }

    @Test
    void what_was_set_aside_is_named() throws IOException {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT);
        }
        Path damaged = Files.createFile(directory.resolve("outbox.db.damaged-20261121T083000.123Z"));
        Files.createFile(directory.resolve("outbox.db.damaged-20261121T083000.123Z-wal"));

        assertThat(outbox("status").out().lines().filter(line -> line.startsWith("aside")))
                .containsExactly("aside    " + damaged);
    }

    @Test
    void arguments_that_mean_nothing_end_with_2_and_help_with_0() {
        assertThat(Ran.command("outbox").code()).isEqualTo(2);
        assertThat(Ran.command("serve").code()).isEqualTo(2);
        assertThat(Ran.command("outbox", "show", "first").code()).isEqualTo(2);
        assertThat(Ran.command("--help").out()).contains("outbox", "simulate", "Exit codes:");
        for (String command : List.of("status", "show", "export", "verify", "drain")) {
            Ran help = Ran.command("outbox", command, "--help");
            assertThat(help.code()).isZero();
            assertThat(help.out()).contains("im-kafka-bridge outbox " + command, "--directory", "Exit codes:");
        }
    }

    private static void assertIs(JsonNode line, OutboxRecord record) throws IOException {
        assertThat(line.get("topic").textValue()).isEqualTo(record.topic());
        assertThat(line.get("key").textValue()).isEqualTo(record.key());
        assertThat(line.get("command").textValue()).isEqualTo(record.command());
        assertThat(line.get("sdkAppId").textValue()).isEqualTo(record.sdkAppId());
        assertThat(line.get("id").textValue()).isEqualTo(record.id().toString());
        assertThat(line.get("fingerprint").textValue()).isEqualTo(record.fingerprint());
        assertThat(line.get("time").textValue()).isEqualTo(record.time().toString());
        assertThat(line.get("receivedTime").textValue())
                .isEqualTo(record.receivedTime().toString());
        assertThat(line.get("deadLetterReason").textValue()).isEqualTo(record.deadLetterReason());
        assertThat(line.get("traceparent").textValue()).isEqualTo(record.traceparent());
        byte[] value = line.has("value")
                ? line.get("value").textValue().getBytes(UTF_8)
                : line.get("valueBase64").binaryValue();
        assertThat(value).isEqualTo(record.value());
    }

    private Ran outbox(String command, String... more) {
        return Ran.command(
                Stream.concat(Stream.of("outbox", command, "--directory", directory.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static List<JsonNode> lines(Ran export) {
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

    private static void keep(OutboxRig rig, OutboxRecord... records) {
        rig.outbox()
                .append(List.of(records), Duration.ofSeconds(10))
                .toCompletableFuture()
                .join();
    }

    private static OutboxRecord record(String topic, String key, String reason, byte[] value) {
        return new OutboxRecord(
                topic, key, "A.b", "1400000000", new UUID(1, 2), "00", TIME, TIME, reason, TRACEPARENT, value);
    }

    private static String[] numbers(int count) {
        return Stream.iterate(0, number -> number + 1)
                .limit(count)
                .map(number -> Integer.toString(number))
                .toArray(String[]::new);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path file() {
        return directory.resolve("outbox.db");
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
