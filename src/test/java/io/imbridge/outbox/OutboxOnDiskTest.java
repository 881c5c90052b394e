package io.imbridge.outbox;

import static io.imbridge.outbox.OutboxRig.value;
import static io.imbridge.outbox.OutboxRig.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxOnDiskTest extends OutboxContract {
    @TempDir
    Path directory;

    @Override
    OutboxRig rig() {
        return OutboxRig.onDisk(directory);
    }

    private void restart() {
        rig.close();
        start();
    }

    @Test
    void an_append_is_safe_without_kafka_and_survives_a_restart_with_its_number() {
        rig.append("a", "1", "2").join();
        rig.append("b", "3").join();
        List<KeptRecord> before = rig.read("a", 2);

        restart();

        assertThat(outbox.state().rows()).isEqualTo(3);
        List<KeptRecord> after = rig.read("a", 2);
        assertThat(values(after)).containsExactly("1", "2");
        assertThat(after.get(0).sequence()).isEqualTo(before.get(0).sequence());
        assertThat(after.get(0).record())
                .usingRecursiveComparison()
                .isEqualTo(before.get(0).record());
        assertThat(values(rig.read("b", 1))).containsExactly("3");
    }

    @Test
    void numbers_grow_over_a_restart() {
        rig.append("a", "1").join();
        long before = rig.read("a", 1).get(0).sequence();

        restart();
        rig.append("a", "2").join();

        List<KeptRecord> after = rig.read("a", 2);
        assertThat(after.get(0).sequence()).isEqualTo(before);
        assertThat(after.get(1).sequence()).isGreaterThan(before);
    }

    @Test
    void what_kafka_has_does_not_come_back_after_a_stop() {
        rig.append("a", "1").join();
        rig.append("a", "2").join();
        rig.deliver(rig.read("a", 2).get(0));

        restart();

        assertThat(values(rig.read("a", 1))).containsExactly("2");
        rig.assertNothingMore("a");
    }

    @Test
    void no_more_is_handed_out_than_the_bound_on_duplicates_allows() {
        int most = Limits.USUAL.records();
        for (int i = 0; i < most / 100 + 10; i++) {
            rig.append("a", OutboxRig.numbers(i * 100, 100)).join();
        }
        List<KeptRecord> out = rig.read("a", most);

        rig.assertNothingMore("a");

        out.subList(0, most / 2).forEach(rig::deliver);
        assertThat(values(rig.read("a", 1000))).containsExactly(OutboxRig.numbers(most, 1000));
    }

    @Test
    void a_backlog_that_memory_does_not_hold_is_read_from_the_file_in_order() {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        int total = 25_000;
        for (int i = 0; i < total / 100; i++) {
            answers.add(rig.append("a", OutboxRig.numbers(i * 100, 100)));
        }
        answers.forEach(CompletableFuture::join);
        assertThat(outbox.state().rows()).isEqualTo(total);

        List<String> read = new ArrayList<>(rig.drain("a", 12_000));
        rig.append("a", "in between").join();
        read.addAll(rig.drain("a", total + 1 - read.size()));

        List<String> expected = new ArrayList<>(List.of(OutboxRig.numbers(0, total)));
        expected.add("in between");
        assertThat(read).isEqualTo(expected);
        await().until(() -> outbox.state().rows() == 0);
    }

    @Test
    void anybody_can_see_in_the_file_how_much_waits_and_since_when() throws Exception {
        rig.append("im.group.x", "1", "2").join();

        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("outbox.db"));
                ResultSet row = other.createStatement()
                        .executeQuery("SELECT first, records, bytes, length(frames), oldest, topics FROM batches")) {
            assertThat(row.getLong(1))
                    .isEqualTo(rig.read("im.group.x", 1).get(0).sequence());
            assertThat(row.getInt(2)).isEqualTo(2);
            assertThat(row.getInt(3)).isEqualTo(row.getInt(4));
            assertThat(row.getString(5)).matches("20\\d\\d-\\d\\d-\\d\\dT.*Z");
            assertThat(row.getString(6)).isEqualTo("{\"im.group.x\":2}");
            rig.append("im.group.x", "beside a reader").join();
        }
    }

    @Test
    void a_second_owner_is_told_who_the_first_is() {
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
    void each_topic_gets_its_own_records_from_a_backlog_in_the_file() {
        for (int i = 0; i < 120; i++) {
            rig.append(i % 2 == 0 ? "a" : "b", OutboxRig.numbers(i * 100, 100)).join();
        }
        restart();

        List<String> ofA = new ArrayList<>();
        List<String> ofB = new ArrayList<>();
        await().until(() -> {
            outbox.read("a", 500).forEach(kept -> {
                ofA.add(value(kept));
                rig.deliver(kept);
            });
            outbox.read("b", 300).forEach(kept -> {
                ofB.add(value(kept));
                rig.deliver(kept);
            });
            return ofA.size() + ofB.size() == 12_000;
        });

        assertThat(ofA)
                .hasSize(6000)
                .isSortedAccordingTo((one, other) -> Integer.compare(Integer.parseInt(one), Integer.parseInt(other)));
        assertThat(ofB)
                .hasSize(6000)
                .isSortedAccordingTo((one, other) -> Integer.compare(Integer.parseInt(one), Integer.parseInt(other)));
    }
}
