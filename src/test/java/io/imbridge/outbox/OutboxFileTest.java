package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.outbox.OutboxState.Mode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others do to the outbox's file while it is in use. */
class OutboxFileTest {
    private static final Duration BUDGET = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void a_file_that_is_deleted_in_use_is_written_anew_with_all_that_it_had() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            append(rig, "1", "2").join();
            Files.delete(file());

            CompletableFuture<Void> answer = append(rig, "3");
            await().until(() -> rig.outbox().state().mode() == Mode.DISK && Files.exists(file()));

            assertThat(answer).succeedsWithin(BUDGET);
            append(rig, "4").join();
        }
        assertThat(afterwards()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void a_file_that_is_deleted_while_rows_are_forgotten_is_written_anew_too() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            append(rig, "1", "2", "3").join();
            List<KeptRecord> read = rig.outbox().read("a", 2);
            Files.delete(file());

            read.forEach(rig.outbox()::delivered);
            await().until(() -> Files.exists(file()) && rig.outbox().state().rows() == 1);

            assertThat(append(rig, "4")).succeedsWithin(BUDGET);
        }
        assertThat(afterwards()).containsExactly("3", "4");
    }

    @Test
    void a_file_that_is_put_in_place_of_ours_is_set_aside() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            append(rig, "1").join();
            Path stranger = Files.writeString(directory.resolve("stranger"), "an old copy, say");
            Files.move(stranger, file(), StandardCopyOption.REPLACE_EXISTING);

            assertThat(append(rig, "2")).succeedsWithin(BUDGET);
        }
        assertThat(afterwards()).containsExactly("1", "2");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .anyMatch(name -> name.matches("outbox\\.db\\.replaced-\\d{8}T.*Z"));
        }
    }

    @Test
    void a_file_that_was_large_gives_its_room_back() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            String large = "x".repeat(500_000);
            for (int i = 0; i < 200; i++) {
                append(rig, large).join();
            }
            assertThat(Files.size(file())).isGreaterThan(80_000_000);

            await().until(() -> {
                List<KeptRecord> next = rig.outbox().read("a", 100);
                next.forEach(rig.outbox()::delivered);
                return rig.outbox().state().rows() == 0;
            });

            await().untilAsserted(() -> {
                append(rig, "small").join();
                assertThat(Files.size(file())).isLessThan(20_000_000);
            });
            assertThat(rig.outbox().read("a", 1000))
                    .isNotEmpty()
                    .extracting(OutboxRig::value)
                    .containsOnly("small");
        }
    }

    @Test
    void somebody_who_reads_without_an_end_stops_no_writer() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory);
                Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            append(rig, "1").join();
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT value FROM outbox")) {
                assertThat(rows.next()).isTrue();

                for (int i = 0; i < 100; i++) {
                    assertThat(append(rig, "x".repeat(10_000))).succeedsWithin(BUDGET);
                }

                assertThat(rig.outbox().state().mode()).isEqualTo(Mode.DISK);
            }
        }
    }

    @Test
    void somebody_who_reads_without_an_end_does_not_let_the_write_ahead_file_grow_without_an_end() throws Exception {
        long most = 100L << 20;
        try (OutboxRig rig = OutboxRig.onDisk(directory, most);
                Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            append(rig, "1").join();
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT value FROM outbox")) {
                assertThat(rows.next()).isTrue();
                String large = "x".repeat(500_000);
                List<CompletableFuture<Void>> answers = new ArrayList<>();
                while (rig.outbox().state().mode() == Mode.DISK && answers.size() < 400) {
                    CompletableFuture<Void> answer = append(rig, large);
                    answers.add(answer);
                    await().until(() -> answer.isDone() || rig.outbox().state().mode() == Mode.HELD);
                }

                assertThat(rig.outbox().state().mode()).isEqualTo(Mode.HELD);
                assertThat(Files.size(directory.resolve("outbox.db-wal"))).isLessThan(most);
            }
            reader.rollback();

            await().until(() -> rig.outbox().state().mode() == Mode.DISK);
            assertThat(append(rig, "2")).succeedsWithin(BUDGET);
        }
    }

    @Test
    void damage_that_shows_in_use_sets_the_file_aside_and_work_goes_on() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            for (int i = 0; i < 40; i++) {
                append(rig, "x".repeat(500_000)).join();
            }
            try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
                bytes.seek(bytes.length() / 2);
                bytes.write(new byte[2_000_000]);
            }

            List<String> read = new ArrayList<>();
            await().until(() -> {
                List<KeptRecord> next = rig.outbox().read("a", 100);
                next.forEach(rig.outbox()::delivered);
                next.forEach(kept -> read.add(OutboxRig.value(kept)));
                return append(rig, "after").thenApply(done -> true).join() && read.contains("after");
            });

            assertThat(rig.outbox().state().damagedFiles()).isEqualTo(1);
            assertThat(read).hasSizeGreaterThan(25);
            await().until(() -> rig.outbox().state().mode() == Mode.DISK);
            await().until(() -> {
                rig.outbox().read("a", 100).forEach(rig.outbox()::delivered);
                return rig.outbox().state().rows() == 0;
            });
        }
    }

    @Test
    void a_row_that_means_nothing_is_left_behind() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            append(rig, "1", "2", "3").join();
        }
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute("UPDATE outbox SET time = 'noon' WHERE value = '2'");
        }
        try (OutboxRig again = OutboxRig.onDisk(directory)) {
            List<String> read = new ArrayList<>();
            await().until(() -> {
                List<KeptRecord> next = again.outbox().read("a", 100);
                next.forEach(again.outbox()::delivered);
                next.forEach(kept -> read.add(OutboxRig.value(kept)));
                append(again, "after").join();
                return read.contains("after");
            });

            assertThat(read).startsWith("1", "3", "after");
            assertThat(again.outbox().state().damagedFiles()).isEqualTo(1);
        }
    }

    private Path file() {
        return directory.resolve("outbox.db");
    }

    private static CompletableFuture<Void> append(OutboxRig rig, String... values) {
        return rig.outbox().append(OutboxRig.records("a", values), BUDGET).toCompletableFuture();
    }

    /** What the next start finds. */
    private List<String> afterwards() throws IOException {
        try (OutboxRig again = OutboxRig.onDisk(directory)) {
            return again.outbox().read("a", 1000).stream().map(OutboxRig::value).toList();
        }
    }
}
