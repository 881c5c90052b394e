package io.imbridge.outbox;

import static io.imbridge.outbox.OutboxRig.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.outbox.OutboxState.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other programs change the outbox's file while it is in use; and the file's size. */
class OutboxFileTest {
    private static final String LARGE = "x".repeat(500_000);

    @TempDir
    Path directory;

    @Test
    void a_file_that_is_deleted_in_use_is_written_anew_with_all_that_it_had() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            rig.append("a", "1", "2").join();
            Files.delete(file());

            CompletableFuture<Void> answer = rig.append("a", "3");
            await().until(() -> rig.outbox().state().mode() == Mode.DISK && Files.exists(file()));

            assertThat(answer).succeedsWithin(OutboxRig.BUDGET);
            rig.append("a", "4").join();
        }
        assertThat(afterwards(4)).containsExactly("1", "2", "3", "4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-wal", "-shm"})
    void a_file_beside_it_that_is_deleted_in_use_costs_nothing(String part) throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            rig.append("a", "1", "2").join();
            Files.delete(directory.resolve("outbox.db" + part));

            assertThat(rig.append("a", "3")).succeedsWithin(OutboxRig.BUDGET);
        }
        assertThat(afterwards(3)).containsExactly("1", "2", "3");
    }

    @Test
    void a_file_that_is_deleted_while_nothing_is_written_is_written_anew_too() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            rig.append("a", "1", "2").join();
            Files.delete(file());

            await().until(() -> Files.exists(file()));
        }
        assertThat(afterwards(2)).containsExactly("1", "2");
    }

    @Test
    void a_file_that_is_deleted_while_records_are_deleted_is_written_anew_too() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            rig.append("a", "1").join();
            rig.append("a", "2").join();
            rig.append("a", "3").join();
            List<KeptRecord> read = rig.read("a", 2);
            Files.delete(file());

            read.forEach(rig::deliver);
            await().until(() -> Files.exists(file()) && rig.outbox().state().rows() == 1);

            assertThat(rig.append("a", "4")).succeedsWithin(OutboxRig.BUDGET);
        }
        assertThat(afterwards(2)).containsExactly("3", "4");
    }

    @Test
    void a_file_that_is_put_in_place_of_ours_is_quarantined() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            rig.append("a", "1").join();
            Path stranger = Files.writeString(directory.resolve("stranger"), "an old copy, say");
            Files.move(stranger, file(), StandardCopyOption.REPLACE_EXISTING);

            assertThat(rig.append("a", "2")).succeedsWithin(OutboxRig.BUDGET);
        }
        assertThat(afterwards(2)).containsExactly("1", "2");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .anyMatch(name -> name.matches("outbox\\.db\\.replaced-\\d{8}T.*Z"));
        }
    }

    @Test
    void a_full_file_makes_answers_wait_for_kafka_and_is_used_again_for_good_when_it_has_room() {
        try (OutboxRig rig = OutboxRig.onDisk(directory, 4L << 20)) {
            Outbox outbox = rig.outbox();
            List<String> sent = new ArrayList<>();
            while (outbox.state().mode() == Mode.DISK) {
                String value = sent.size() + "x".repeat(50_000);
                sent.add(value);
                rig.append("a", value);
                soon().until(() -> outbox.state().rows() >= sent.size());
            }
            CompletableFuture<Void> held = rig.append("a", "held");
            sent.add("held");

            assertThat(rig.drain("a", sent.size())).isEqualTo(sent);

            assertThat(held).isCompleted();
            rig.awaitMode(Mode.DISK);
            for (int i = 0; i < 100; i++) {
                assertThat(rig.append("a", "after")).succeedsWithin(OutboxRig.BUDGET);
                assertThat(outbox.state().mode()).isEqualTo(Mode.DISK);
                rig.drain("a", 1);
            }
        }
    }

    @Test
    void a_file_that_was_large_gives_its_room_back() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            for (int i = 0; i < 200; i++) {
                rig.append("a", LARGE).join();
            }
            assertThat(Files.size(file())).isGreaterThan(80_000_000);

            rig.drain("a", 200);
            await().until(() -> rig.outbox().state().rows() == 0);

            await().untilAsserted(() -> {
                for (int i = 0; i < 100; i++) {
                    rig.append("a", "small").join();
                }
                assertThat(Files.size(file())).isLessThan(20_000_000);
            });
            assertThat(rig.drain("a", 100)).containsOnly("small");
        }
    }

    @Test
    void somebody_who_reads_without_an_end_stops_no_writer() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory);
                Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            rig.append("a", "1").join();
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT frames FROM batches")) {
                assertThat(rows.next()).isTrue();

                for (int i = 0; i < 100; i++) {
                    assertThat(rig.append("a", "x".repeat(10_000))).succeedsWithin(OutboxRig.BUDGET);
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
            rig.append("a", "1").join();
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT frames FROM batches")) {
                assertThat(rows.next()).isTrue();
                List<CompletableFuture<Void>> answers = new ArrayList<>();
                while (rig.outbox().state().mode() == Mode.DISK && answers.size() < 400) {
                    CompletableFuture<Void> answer = rig.append("a", LARGE);
                    answers.add(answer);
                    soon().until(() -> answer.isDone() || rig.outbox().state().mode() == Mode.WAITING_FOR_KAFKA);
                }

                assertThat(rig.outbox().state().mode()).isEqualTo(Mode.WAITING_FOR_KAFKA);
                assertThat(Files.size(directory.resolve("outbox.db-wal"))).isLessThan(most);
            }
            reader.rollback();

            rig.awaitMode(Mode.DISK);
            assertThat(rig.append("a", "2")).succeedsWithin(OutboxRig.BUDGET);
        }
    }

    private Path file() {
        return directory.resolve("outbox.db");
    }

    /** The records that the next start finds. */
    private List<String> afterwards(int count) {
        try (OutboxRig again = OutboxRig.onDisk(directory)) {
            List<String> found = again.drain("a", count);
            again.assertNothingMore("a");
            return found;
        }
    }
}
