package io.imbridge.outbox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRig;
import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import io.imbridge.outbox.SequenceSet;
import io.imbridge.outbox.sqlite.OutboxFile.Row;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Overlapping batches, with parked records between them, as a reader of the file sees them. */
class OutboxRowsTest {
    @TempDir
    Path directory;

    @BeforeEach
    void write() throws Exception {
        try (SqliteStore store = SqliteStore.open(directory.resolve("outbox.db"), 1L << 30)) {
            store.write(new Changes(
                    new SequenceSet(),
                    new SequenceSet(),
                    List.of(batch(1, 4, 9), batch(2, 5, 7), batch(8, 10)),
                    List.of(kept(3), kept(5), kept(8), kept(11)),
                    20));
        }
    }

    @Test
    void all_are_shown_in_the_order_of_their_numbers_and_once() throws Exception {
        assertThat(shown()).containsExactly(1L, 2L, 3L, 4L, 5L, 7L, 8L, 9L, 10L, 11L);
    }

    @Test
    void what_cannot_be_read_hides_nothing_that_can() throws Exception {
        change("UPDATE batches SET frames = unhex(replace(hex(frames), hex('value 7'), hex('value X')))");

        assertThat(shown()).containsExactly(1L, 2L, 3L, 4L, 5L, 8L, 9L, 10L, 11L);
        assertThat(problems()).hasSize(1).first().extracting(Row::sequence).isEqualTo(2L);
    }

    @Test
    void a_parked_record_is_shown_though_its_batch_does_not_have_it_any_more() throws Exception {
        change("UPDATE batches SET frames = unhex(replace(hex(frames), hex('value 8'), hex('value X')))");

        assertThat(shown()).containsExactly(1L, 2L, 3L, 4L, 5L, 7L, 8L, 9L, 10L, 11L);
    }

    @Test
    void each_is_found_by_its_number() throws Exception {
        try (OutboxFile file = OutboxFile.open(directory)) {
            for (long number : shown()) {
                Row found = file.find(number);
                assertThat(found).isNotNull();
                assertThat(found.record()).isNotNull();
            }
            assertThat(file.find(6)).isNull();
        }
    }

    @Test
    void a_parked_record_is_found_though_it_is_the_first_of_a_batch_that_cannot_be_read() throws Exception {
        change("UPDATE batches SET frames = zeroblob(100) WHERE first = 8");

        try (OutboxFile file = OutboxFile.open(directory)) {
            Row found = file.find(8);
            assertThat(found).isNotNull();
            assertThat(found.record()).isNotNull();
            assertThat(file.find(10)).isNull();
        }
    }

    @Test
    void more_than_are_read_at_once_are_shown_all() throws Exception {
        try (SqliteStore store = SqliteStore.open(directory.resolve("outbox.db"), 1L << 30)) {
            for (long number = 100; number < 300; number++) {
                store.write(new Changes(
                        new SequenceSet(),
                        new SequenceSet(),
                        number % 3 == 0 ? List.of() : List.of(batch(number)),
                        number % 2 == 0 || number % 3 == 0 ? List.of(kept(number)) : List.of(),
                        1000));
            }
        }

        assertThat(shown().subList(10, 210))
                .isEqualTo(LongStream.range(100, 300).boxed().toList());
    }

    @Test
    void who_has_seen_enough_is_shown_no_more() throws Exception {
        List<Long> seen = new ArrayList<>();
        try (OutboxFile file = OutboxFile.open(directory)) {
            file.each(row -> seen.add(row.sequence()) && seen.size() < 2);
        }

        assertThat(seen).containsExactly(1L, 2L);
    }

    private List<Row> rows() throws Exception {
        List<Row> rows = new ArrayList<>();
        try (OutboxFile file = OutboxFile.open(directory)) {
            file.each(rows::add);
        }
        return rows;
    }

    private List<Long> shown() throws Exception {
        return rows().stream()
                .filter(row -> row.record() != null)
                .map(Row::sequence)
                .toList();
    }

    private List<Row> problems() throws Exception {
        return rows().stream().filter(row -> row.record() == null).toList();
    }

    private void change(String sql) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("outbox.db"));
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    private static StoredBatch batch(long... numbers) {
        return new StoredBatch(
                numbers[0],
                LongStream.of(numbers).mapToObj(OutboxRowsTest::kept).toList());
    }

    private static KeptRecord kept(long number) {
        return new KeptRecord(number, OutboxRig.records("a", "value " + number).get(0));
    }
}
