package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.outbox.OutboxState.Mode;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes in the outbox's file change. */
class OutboxDamageTest {
    @TempDir
    Path directory;

    @Test
    void a_damaged_file_is_set_aside_and_what_can_be_read_of_it_is_carried_over() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            for (int i = 0; i < 50; i++) {
                rig.append("a", OutboxRig.numbers(i * 20, 20)).join();
            }
        }
        damage(0.5, 8192);

        try (OutboxRig again = OutboxRig.onDisk(directory)) {
            List<String> read = drainUntil(again, "after");

            assertThat(again.outbox().state().damagedFiles()).isEqualTo(1);
            assertThat(quarantined("damaged")).hasSize(1);
            assertThat(read).hasSizeBetween(500, 1000).doesNotHaveDuplicates().contains("0", "999");
            await().until(() -> again.outbox().state().rows() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 31})
    void wherever_a_file_is_damaged_what_is_read_of_it_was_written_comes_once_and_in_order(long seed) throws Exception {
        int count = 400;
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            for (int i = 0; i < count / 20; i++) {
                rig.append("a", OutboxRig.numbers(i * 20, 20)).join();
            }
        }
        damage(new Random(seed));

        try (OutboxRig again = OutboxRig.onDisk(directory)) {
            List<Integer> read =
                    drainUntil(again, "1000").stream().map(Integer::valueOf).toList();

            assertThat(read).isSorted().doesNotHaveDuplicates().allMatch(number -> number < count);
            again.awaitMode(Mode.DISK);
            await().until(() -> again.outbox().state().rows() == 0);
        }
    }

    /** Cuts the file off at a random place, or overwrites some bytes there with random bytes or zeros. */
    private void damage(Random random) throws Exception {
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            long start = (long) (bytes.length() * random.nextDouble());
            byte[] others = new byte[1 + random.nextInt(20_000)];
            switch (random.nextInt(3)) {
                case 0 -> bytes.setLength(start);
                case 1 -> {
                    random.nextBytes(others);
                    bytes.seek(start);
                    bytes.write(others);
                }
                default -> {
                    bytes.seek(start);
                    bytes.write(others);
                }
            }
        }
    }

    @Test
    void damage_that_shows_in_use_sets_the_file_aside_and_work_goes_on() throws Exception {
        String large = "x".repeat(500_000);
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            for (int i = 0; i < 60; i++) {
                rig.append("a", i + large).join();
            }
            // The first half is in memory.
            damage(0.75, 2_000_000);

            List<String> read = drainUntil(rig, "after");

            assertThat(rig.outbox().state().damagedFiles()).isEqualTo(1);
            assertThat(read).hasSizeBetween(51, 59).doesNotHaveDuplicates();
            rig.awaitMode(Mode.DISK);
            await().until(() -> rig.outbox().state().rows() == 0);
        }
    }

    @Test
    void a_record_that_means_nothing_is_left_behind_and_those_beside_it_are_not() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            rig.append("a", "first", "second", "third").join();
        }
        change("UPDATE batches SET frames = unhex(replace(hex(frames), hex('second'), hex('Second')))");

        try (OutboxRig again = OutboxRig.onDisk(directory)) {
            assertThat(drainUntil(again, "after")).containsExactly("first", "third");
            assertThat(again.outbox().state().damagedFiles()).isEqualTo(1);
        }
    }

    @Test
    void damage_to_what_is_in_memory_loses_nothing() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            rig.append("a", "first").join();
            rig.append("a", "second").join();
            change("UPDATE batches SET frames = zeroblob(10)");

            assertThat(rig.drain("a", 2)).containsExactly("first", "second");
            await().until(() -> rig.outbox().state().rows() == 0);
            assertThat(rig.append("a", "third")).succeedsWithin(OutboxRig.BUDGET);
        }
    }

    @Test
    void a_file_that_is_none_of_ours_is_set_aside_too() throws Exception {
        Files.writeString(file(), "this is no database at all, but some text");

        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            rig.append("a", "1").join();

            assertThat(rig.outbox().state().damagedFiles()).isEqualTo(1);
            assertThat(quarantined("damaged")).hasSize(1);
            assertThat(rig.drain("a", 1)).containsExactly("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"batches", "parked", "state"})
    void a_file_without_one_of_its_tables_is_set_aside_once_with_what_the_others_have(String table) throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            rig.append("a", "1").join();
        }
        change("DROP TABLE " + table);

        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            List<String> read = drainUntil(rig, "after");

            assertThat(read).isEqualTo(table.equals("batches") ? List.of() : List.of("1"));
            assertThat(rig.outbox().state().damagedFiles()).isEqualTo(1);
            assertThat(quarantined("damaged")).hasSize(1);
        }
    }

    /** The records that are read before a record that is appended last. */
    private static List<String> drainUntil(OutboxRig rig, String last) {
        CompletableFuture<Void> answer = rig.append("a", last);
        List<String> read = new ArrayList<>();
        await().until(() -> {
            for (KeptRecord kept : rig.outbox().read("a", 100)) {
                read.add(OutboxRig.value(kept));
                rig.deliver(kept);
            }
            return read.contains(last);
        });
        assertThat(answer).succeedsWithin(OutboxRig.BUDGET);
        assertThat(read.remove(read.size() - 1)).isEqualTo(last);
        return read;
    }

    private Path file() {
        return directory.resolve("outbox.db");
    }

    private void damage(double where, int length) throws Exception {
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek((long) (bytes.length() * where));
            bytes.write(new byte[length]);
        }
    }

    private void change(String sql) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> quarantined(String why) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("outbox\\.db\\." + why + "-\\d{8}T.*Z"))
                    .toList();
        }
    }
}
