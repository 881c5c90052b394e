package io.imbridge.outbox.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.outbox.DamagedFileException;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRig;
import io.imbridge.outbox.OutboxStore;
import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import io.imbridge.outbox.SequenceSet;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageTest {
    private static final long BYTES = 1L << 30;

    @TempDir
    Path directory;

    @Test
    void a_sound_file_is_copied_whole_with_what_kafka_had_and_the_numbers_that_were_given() throws Exception {
        try (SqliteStore store = SqliteStore.open(file(), BYTES)) {
            store.write(new Changes(
                    new SequenceSet(),
                    new SequenceSet(),
                    List.of(batch(10, 5), batch(20, 5)),
                    List.of(kept(3), kept(12)),
                    1000));
        }

        try (OutboxStore saved = salvage(11, 0)) {
            assertThat(numbers(saved)).containsExactly(10L, 11L, 13L, 14L, 20L, 21L, 22L, 23L, 24L);
            assertThat(parked(saved))
                    .as("one that is in its batch as well comes once")
                    .containsExactly(3L, 12L);
            assertThat(saved.contents().lastSequence()).isGreaterThanOrEqualTo(1000);
        }
    }

    @Test
    void a_byte_that_changed_costs_one_record_and_it_is_counted() throws Exception {
        write(batch(10, 5), batch(20, 5));
        change("UPDATE batches SET frames = unhex(replace(hex(frames), hex('value 12'), hex('value XX')))");

        try (OutboxStore saved = salvage(9, 1)) {
            assertThat(numbers(saved)).containsExactly(10L, 11L, 13L, 14L, 20L, 21L, 22L, 23L, 24L);
        }
    }

    @Test
    void a_batch_keeps_its_number_though_its_first_record_is_lost() throws Exception {
        write(batch(10, 5));
        change("UPDATE batches SET frames = unhex(replace(hex(frames), hex('value 10'), hex('value XX')))");

        try (OutboxStore saved = salvage(4, 1)) {
            assertThat(saved.batches(0, 100)).extracting(StoredBatch::first).containsExactly(10L);
            assertThat(numbers(saved)).containsExactly(11L, 12L, 13L, 14L);
        }
    }

    @Test
    void a_parked_record_that_changed_is_counted_too() throws Exception {
        try (SqliteStore store = SqliteStore.open(file(), BYTES)) {
            store.write(new Changes(new SequenceSet(), new SequenceSet(), List.of(), List.of(kept(3), kept(4)), 1000));
        }
        change("UPDATE parked SET frame = zeroblob(100) WHERE sequence = 3");

        try (OutboxStore saved = salvage(1, 1)) {
            assertThat(parked(saved)).containsExactly(4L);
        }
    }

    @Test
    void a_number_that_is_there_twice_stops_nothing() throws Exception {
        write(batch(10, 5), batch(20, 5));
        change("INSERT INTO batches SELECT 15, records, bytes, oldest, topics, frames FROM batches WHERE first = 10");

        try (OutboxStore saved = salvage(10, 0)) {
            assertThat(numbers(saved)).containsExactly(10L, 11L, 12L, 13L, 14L, 20L, 21L, 22L, 23L, 24L);
        }
    }

    @Test
    void a_number_that_is_out_of_bounds_stops_nothing() throws Exception {
        write(batch(10, 5), batch(20, 5));
        change("UPDATE batches SET first = -5 WHERE first = 10");

        try (OutboxStore saved = salvage(5, 0)) {
            assertThat(numbers(saved)).containsExactly(20L, 21L, 22L, 23L, 24L);
        }
    }

    @Test
    void a_batch_whose_pages_are_lost_is_counted_and_those_around_it_are_copied() throws Exception {
        List<StoredBatch> batches = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            batches.add(new StoredBatch(
                    i * 10 + 1,
                    LongStream.range(i * 10 + 1, i * 10 + 6)
                            .mapToObj(number -> kept(number, number + "x".repeat(20_000)))
                            .toList()));
        }
        write(batches.toArray(StoredBatch[]::new));
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek(bytes.length() / 2 / 4096 * 4096);
            bytes.write(new byte[4096]);
        }

        try (OutboxStore saved = salvage(95, 5)) {
            assertThat(numbers(saved)).hasSize(95).contains(1L, 191L);
        }
    }

    @Test
    void a_file_that_is_no_database_has_nothing() throws Exception {
        Files.writeString(file(), "this is no database at all, but some text");

        try (OutboxStore saved = salvage(0, 0)) {
            assertThat(numbers(saved)).isEmpty();
        }
    }

    @Test
    void a_disk_that_cannot_write_what_is_saved_ends_it_and_is_no_loss() throws Exception {
        write(batch(10, 5));

        try (OutboxStore sound = SqliteStore.open(directory.resolve("sound.db"), BYTES)) {
            sound.write(new Changes(new SequenceSet(), new SequenceSet(), List.of(batch(10, 5)), List.of(), 0));

            assertThatThrownBy(() -> Salvage.copy(file(), sound))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(DamagedFileException.class);
        }
        assertThat(Files.exists(file())).isTrue();
    }

    private OutboxStore salvage(long saved, long lost) throws IOException {
        OutboxStore sound = SqliteStore.open(directory.resolve("sound.db"), BYTES);
        assertThat(Salvage.copy(file(), sound)).isEqualTo(new Salvage.Result(saved, lost));
        return sound;
    }

    private Path file() {
        return directory.resolve("outbox.db");
    }

    private void write(StoredBatch... batches) throws IOException {
        try (SqliteStore store = SqliteStore.open(file(), BYTES)) {
            store.write(new Changes(new SequenceSet(), new SequenceSet(), List.of(batches), List.of(), 1000));
        }
    }

    private void change(String sql) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    private static StoredBatch batch(long first, int count) {
        return new StoredBatch(
                first,
                LongStream.range(first, first + count)
                        .mapToObj(SalvageTest::kept)
                        .toList());
    }

    private static KeptRecord kept(long sequence) {
        return kept(sequence, "value " + sequence);
    }

    private static KeptRecord kept(long sequence, String value) {
        return new KeptRecord(sequence, OutboxRig.records("a", value).get(0));
    }

    private static List<Long> numbers(OutboxStore store) throws IOException {
        List<Long> found = new ArrayList<>();
        long after = Long.MIN_VALUE;
        List<StoredBatch> next = store.batches(after, Long.MAX_VALUE);
        while (!next.isEmpty()) {
            for (StoredBatch batch : next) {
                batch.records().forEach(kept -> found.add(kept.sequence()));
                after = batch.first();
            }
            next = store.batches(after, Long.MAX_VALUE);
        }
        return found;
    }

    private static List<Long> parked(OutboxStore store) throws IOException {
        return store.parked("a", Long.MIN_VALUE, 100).stream()
                .peek(kept ->
                        assertThat(new String(kept.record().value(), UTF_8)).isEqualTo("value " + kept.sequence()))
                .map(KeptRecord::sequence)
                .toList();
    }
}
