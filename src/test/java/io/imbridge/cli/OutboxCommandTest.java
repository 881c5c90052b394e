package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.outbox.OutboxRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands for an outbox that is or was in use. */
class OutboxCommandTest extends OutboxCommands {
    @Test
    void status_counts_in_all_and_by_topic_while_the_outbox_is_in_use() throws IOException {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT, EVENT, DEAD_LETTER);

            CommandResult status = outbox("status");

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
            keep(rig, EVENT, DEAD_LETTER);
        }
        List<String> before = files();

        assertThat(outbox("status").out()).startsWith("records  2\n");
        assertThat(outbox("verify").out()).isEqualTo("OK, 2 records read.\n");

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

        assertThat(CommandResult.command("outbox", "status", "--directory", crashed.toString())
                        .out())
                .startsWith("records  1\n");
    }

    @Test
    void an_export_has_every_byte_in_the_order_of_arrival() throws IOException {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT, DEAD_LETTER);
            for (int i = 0; i < 3; i++) {
                keep(rig, OutboxRig.records("im.b", numbers(400)).toArray(OutboxRecord[]::new));
            }

            CommandResult export = outbox("export");

            assertThat(export.code()).isZero();
            List<JsonNode> lines = lines(export);
            assertThat(lines).hasSize(1202);
            assertThat(lines)
                    .extracting(line -> line.get("sequence").longValue())
                    .isSorted();
            assertIs(lines.get(0), EVENT);
            assertIs(lines.get(1), DEAD_LETTER);
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
            keep(rig, EVENT, DEAD_LETTER);
            keep(rig, OutboxRig.records("im.b", "1").toArray(OutboxRecord[]::new));

            CommandResult export = outbox("export", "--topic", "im.a", "--topic=im.b");

            assertThat(lines(export))
                    .extracting(line -> line.get("topic").textValue())
                    .containsExactly("im.a", "im.b");
        }
    }

    @Test
    void one_record_shows_in_full_and_no_terminal_obeys_it() throws IOException {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT, DEAD_LETTER);
            List<JsonNode> lines = lines(outbox("export"));

            CommandResult event = outbox("show", lines.get(0).get("sequence").asText());
            CommandResult deadLetter =
                    outbox("show", lines.get(1).get("sequence").asText());

            assertThat(event.code()).isZero();
            assertThat(event.out())
                    .contains("topic        im.a\n", "key          群\n", "id           " + EVENT.id() + "\n")
                    .contains(
                            "received     " + TIME + "\n",
                            "reason       (none)\n",
                            "traceparent  " + TRACEPARENT + "\n")
                    .endsWith("\n\n{\"name\":\"群 🗺\\ufe0f\\n\"}\\u000a\\u0085\n");
            assertThat(deadLetter.out())
                    .contains("key          (none)\n", "reason       not-json\n")
                    .doesNotContain("\u001b");
            assertThat(outbox("show", "5")).isEqualTo(new CommandResult(1, "", "The outbox has no record 5.\n"));
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
}
