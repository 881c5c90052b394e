package io.imbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.outbox.OutboxRecord;
import io.imbridge.outbox.OutboxRig;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands for a broken or missing outbox. */
class BrokenOutboxCommandTest extends OutboxCommands {
    @Test
    void verify_names_batches_with_records_that_mean_nothing_and_export_leaves_those_out() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT, DEAD_LETTER, EVENT);
        }
        change("UPDATE batches SET frames = unhex(replace(hex(frames), hex('not-json'), hex('not-JSON')))");

        CommandResult verify = outbox("verify");

        assertThat(verify.code()).isEqualTo(1);
        assertThat(verify.out()).isEqualTo("Damaged, 2 records read.\n");
        assertThat(verify.err())
                .containsPattern("Record \\d{16} is invalid: 1 records of its batch are not what was written");
        CommandResult export = outbox("export");
        assertThat(export.code()).isEqualTo(1);
        assertThat(lines(export)).hasSize(2);
        assertThat(export.err()).contains("is invalid");
    }

    @Test
    void verify_names_records_that_are_out_of_order() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT);
            keep(rig, EVENT);
        }
        change("UPDATE batches SET first = first + 1000 WHERE first = (SELECT min(first) FROM batches)");

        CommandResult verify = outbox("verify");

        assertThat(verify.code()).isEqualTo(1);
        assertThat(verify.err()).containsPattern("Record \\d{16} is out of order, behind \\d{16}\\.");
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

        CommandResult verify = outbox("verify");

        assertThat(verify.code()).isEqualTo(1);
        assertThat(verify.out()).startsWith("Damaged, ");
        assertThat(verify.err()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void what_is_no_outbox_is_a_sentence() throws Exception {
        assertThat(outbox("status"))
                .isEqualTo(new CommandResult(1, "", "There is no outbox in " + directory.toAbsolutePath() + ".\n"));
        assertThat(outbox("drain").code()).isEqualTo(1);

        Files.writeString(file(), "something else, long enough to be taken for the head of a file, if need be.");
        assertThat(outbox("verify").code()).isEqualTo(1);
        assertThat(outbox("verify").err()).contains("cannot be read").hasLineCount(1);

        Files.delete(file());
        change("CREATE TABLE other (a)");
        assertThat(outbox("status"))
                .isEqualTo(new CommandResult(1, "", file().toAbsolutePath() + " is no outbox, or none yet.\n"));
        change("PRAGMA user_version = 1000");
        assertThat(outbox("status").err())
                .contains("The outbox file has version 1000")
                .hasLineCount(1);
    }

    @Test
    void quarantined_files_are_named() throws IOException {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT);
        }
        Path damaged = Files.createFile(directory.resolve("outbox.db.damaged-20261121T083000.123Z"));
        Files.createFile(directory.resolve("outbox.db.damaged-20261121T083000.123Z-wal"));

        assertThat(outbox("status").out().lines().filter(line -> line.startsWith("quarantined")))
                .containsExactly("quarantined  " + damaged);
    }

    @Test
    void an_outbox_whose_restoring_was_interrupted_is_found() throws IOException {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT);
        }
        Files.move(file(), directory.resolve("outbox.db.rescued"));

        CommandResult status = outbox("status");

        assertThat(status.err()).isEmpty();
        assertThat(status.code()).isZero();
        assertThat(lines(outbox("export"))).hasSize(1);
    }

    @Test
    void arguments_that_mean_nothing_end_with_2_and_help_with_0() {
        assertThat(CommandResult.command("outbox").code()).isEqualTo(2);
        assertThat(CommandResult.command("serve").code()).isEqualTo(2);
        assertThat(CommandResult.command("outbox", "show", "first").code()).isEqualTo(2);
        assertThat(CommandResult.command("outbox", "show", "first").err())
                .isEqualTo("Invalid value for positional parameter at index 0 (<sequence>): 'first' is not a long\n"
                        + "Try 'im-kafka-bridge outbox show --help' for more information.\n");
        assertThat(CommandResult.command("--help").out()).contains("outbox", "simulate", "tail", "Exit codes:");
        for (String command : List.of("status", "show", "export", "verify", "drain")) {
            CommandResult help = CommandResult.command("outbox", command, "--help");
            assertThat(help.code()).isZero();
            assertThat(help.out()).contains("im-kafka-bridge outbox " + command, "--directory", "Exit codes:");
        }
    }
}
