package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.imbridge.outbox.OutboxState.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxOnDiskTest extends OutboxContract {
    @TempDir
    Path directory;

    @Override
    OutboxRig rig() {
        return OutboxRig.onDisk(directory);
    }

    @Test
    void an_append_is_safe_without_kafka_and_survives_a_restart_with_its_number() {
        append("a", "1", "2").join();
        append("b", "3").join();
        List<KeptRecord> before = readAll("a", 2);
        stop();

        try (OutboxRig again = OutboxRig.onDisk(directory)) {
            assertThat(again.outbox().state().rows()).isEqualTo(3);
            assertThat(again.outbox().waitingTopics()).containsExactlyInAnyOrder("a", "b");
            List<KeptRecord> after = again.outbox().read("a", 10);
            assertThat(values(after)).containsExactly("1", "2");
            assertThat(after.get(0).sequence()).isEqualTo(before.get(0).sequence());
            assertThat(after.get(0).record())
                    .usingRecursiveComparison()
                    .isEqualTo(before.get(0).record());
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "@TGS#_@TGS#c", "\u7fa4\u7ec4 \uD83D\uDE00", "before\u0000behind"})
    void a_record_is_read_from_the_file_as_it_was_written(String text) throws Exception {
        OutboxRecord usual = OutboxRig.records("a", "").get(0);
        KeptRecord kept = new KeptRecord(
                7,
                new OutboxRecord(
                        "a",
                        text,
                        usual.command(),
                        usual.sdkAppId(),
                        usual.id(),
                        usual.fingerprint(),
                        Instant.parse("1970-01-01T00:00:00.007Z"),
                        Instant.parse("9999-12-31T23:59:59.999Z"),
                        text,
                        text,
                        usual.value()));
        try (SqliteStore store = SqliteStore.open(directory.resolve("other.db"), 1L << 30, false)) {
            store.write(List.of(kept), new SequenceSet());

            assertThat(store.read("a", 0, 10)).usingRecursiveComparison().isEqualTo(List.of(kept));
        }
    }

    @Test
    void what_kafka_has_does_not_come_back_after_a_stop() {
        append("a", "1", "2").join();
        outbox().delivered(readAll("a", 2).get(0));
        stop();

        try (OutboxRig again = OutboxRig.onDisk(directory)) {
            assertThat(values(again.outbox().read("a", 10))).containsExactly("2");
        }
    }

    @Test
    void the_index_by_topic_is_there_while_there_is_a_backlog() throws Exception {
        append("b", "before").join();
        awaitIndex(false);
        append("a", OutboxRig.numbers(0, TopicIndex.MANY)).join();
        awaitIndex(true);
        append("b", "behind").join();

        List<String> read = new ArrayList<>();
        while (read.size() < TopicIndex.MANY) {
            List<KeptRecord> next = readAll("a", 500);
            next.forEach(outbox()::delivered);
            read.addAll(values(next));
        }
        awaitIndex(false);

        assertThat(read).containsExactly(OutboxRig.numbers(0, TopicIndex.MANY));
        assertThat(values(readAll("b", 2))).containsExactly("before", "behind");
    }

    private void awaitIndex(boolean there) {
        await().until(() -> {
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("outbox.db"));
                    ResultSet row =
                            other.createStatement().executeQuery("SELECT 1 FROM sqlite_schema WHERE type = 'index'")) {
                return row.next() == there;
            }
        });
    }

    @Test
    void a_backlog_that_memory_does_not_hold_is_read_from_the_file_in_order() {
        List<String> expected = new ArrayList<>();
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            String[] numbers = OutboxRig.numbers(i * 100, 100);
            expected.addAll(List.of(numbers));
            answers.add(append("a", numbers));
        }
        answers.forEach(CompletableFuture::join);

        List<String> read = new ArrayList<>();
        while (read.size() < expected.size()) {
            List<KeptRecord> next = readAll("a", Math.min(500, expected.size() - read.size()));
            next.forEach(outbox()::delivered);
            read.addAll(values(next));
            if (read.size() == 4000) {
                append("a", "in between").join();
                expected.add("in between");
            }
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void anybody_can_read_the_file() throws Exception {
        append("im.group.x", "{\"a\":1}").join();

        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("outbox.db"));
                ResultSet row = other.createStatement()
                        .executeQuery("SELECT topic, key, time, value, typeof(value) FROM outbox")) {
            assertThat(row.getString(1)).isEqualTo("im.group.x");
            assertThat(row.getString(2)).isEqualTo("k");
            assertThat(row.getString(3)).matches("20\\d\\d-\\d\\d-\\d\\dT.*Z");
            assertThat(row.getString(4)).isEqualTo("{\"a\":1}");
            assertThat(row.getString(5)).isEqualTo("text");
            append("im.group.x", "beside a reader").join();
        }
    }

    @Test
    void a_second_owner_is_told_who_the_first_is() {
        outbox();

        assertThatThrownBy(() -> OutboxRig.onDisk(directory))
                .isInstanceOf(UnusableDirectoryException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("bridge.outbox.directory");
    }

    @Test
    void a_directory_that_cannot_be_is_refused_with_what_to_do() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> OutboxRig.onDisk(file.resolve("outbox")))
                .isInstanceOf(UnusableDirectoryException.class)
                .hasMessageContaining("BRIDGE_OUTBOX_DIRECTORY");
    }

    @Test
    void a_full_file_makes_answers_wait_for_kafka_and_is_used_again_when_it_has_room() {
        try (OutboxRig rig = OutboxRig.onDisk(directory, 4L << 20)) {
            Outbox outbox = rig.outbox();
            List<String> sent = new ArrayList<>();
            while (outbox.state().mode() == Mode.DISK) {
                String value = sent.size() + "x".repeat(50_000);
                sent.add(value);
                outbox.append(OutboxRig.records("a", value), BUDGET);
                await().until(() -> outbox.state().rows() >= sent.size());
            }
            CompletableFuture<Void> held =
                    outbox.append(OutboxRig.records("a", "held"), BUDGET).toCompletableFuture();
            sent.add("held");

            List<String> read = new ArrayList<>();
            await().until(() -> {
                List<KeptRecord> next = outbox.read("a", 10);
                read.addAll(values(next));
                next.forEach(outbox::delivered);
                return read.size() == sent.size();
            });

            assertThat(read).isEqualTo(sent);
            assertThat(held).isCompleted();
            await().until(() -> outbox.state().mode() == Mode.DISK);
            assertThat(outbox.append(OutboxRig.records("a", "after"), BUDGET).toCompletableFuture())
                    .succeedsWithin(BUDGET);
        }
    }

    @Test
    void a_damaged_file_is_set_aside_and_what_can_be_read_of_it_is_carried_over() throws Exception {
        for (int i = 0; i < 50; i++) {
            append("a", OutboxRig.numbers(i * 20, 20)).join();
        }
        stop();
        Path file = directory.resolve("outbox.db");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 8192, (byte) 0x5A);
        Files.write(file, bytes);

        try (OutboxRig again = OutboxRig.onDisk(directory);
                Stream<Path> files = Files.list(directory)) {
            assertThat(again.outbox().state().damagedFiles()).isEqualTo(1);
            assertThat(files.map(path -> path.getFileName().toString()))
                    .anyMatch(name -> name.matches("outbox\\.db\\.damaged-\\d{8}T.*Z"));
            assertThat(again.outbox().state().rows()).isBetween(500L, 999L);
            assertThat(again.outbox()
                            .append(OutboxRig.records("a", "after"), BUDGET)
                            .toCompletableFuture())
                    .succeedsWithin(BUDGET);
        }
    }

    @Test
    void a_file_that_is_none_of_ours_is_set_aside_too() throws Exception {
        Files.writeString(directory.resolve("outbox.db"), "this is no database at all, but some text");

        append("a", "1").join();

        assertThat(outbox().state().damagedFiles()).isEqualTo(1);
        assertThat(values(readAll("a", 1))).containsExactly("1");
    }
}
