package io.imbridge.outbox.sqlite;

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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteReaderTest {
    @TempDir
    Path directory;

    private SqliteStore store;

    @BeforeEach
    void open() throws IOException {
        store = SqliteStore.open(file(), 1L << 30);
        store.write(new Changes(
                new SequenceSet(),
                new SequenceSet(),
                List.of(batch(1), batch(2), batch(3)),
                List.of(batch(4).records().get(0)),
                10));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_cannot_be_read_now_can_be_read_later() throws Exception {
        assertThat(store.batches(0, 9)).hasSize(3);
        change("ALTER TABLE batches RENAME TO elsewhere", "ALTER TABLE parked RENAME TO aside");

        assertThatThrownBy(() -> store.batches(0, 9))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(DamagedFileException.class);
        assertThatThrownBy(() -> store.parked("a", 0, 10)).isInstanceOf(IOException.class);
        change("ALTER TABLE elsewhere RENAME TO batches", "ALTER TABLE aside RENAME TO parked");

        assertThat(store.batches(0, 9)).extracting(StoredBatch::first).containsExactly(1L, 2L, 3L);
        assertThat(store.parked("a", 0, 10)).extracting(KeptRecord::sequence).containsExactly(4L);
    }

    @Test
    void what_lies_before_damage_is_read_first_and_then_nothing_is_written_any_more() throws Exception {
        change("UPDATE batches SET frames = zeroblob(100) WHERE first = 2");

        assertThat(store.batches(0, 9)).extracting(StoredBatch::first).containsExactly(1L);
        assertThatThrownBy(() -> store.batches(1, 9)).isInstanceOf(DamagedFileException.class);
        assertThatThrownBy(() -> store.write(
                        new Changes(new SequenceSet(), new SequenceSet(), List.of(batch(5)), List.of(), 10)))
                .as("else the file would be deleted with what was not salvaged")
                .isInstanceOf(DamagedFileException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE batches SET first = 7 WHERE first = 1",
                "UPDATE batches SET frames = x''",
                "UPDATE batches SET first = first + 7",
            })
    void a_batch_that_cannot_be_what_was_written_is_damage(String change) throws Exception {
        change(change);

        assertThatThrownBy(() -> store.batches(after(change), 9)).isInstanceOf(DamagedFileException.class);
    }

    private static long after(String change) {
        return change.contains("first = 7") ? 3 : 0;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE parked SET frame = x''",
                "UPDATE parked SET frame = (SELECT frames FROM batches WHERE first = 2), sequence = 7",
            })
    void a_parked_record_that_cannot_be_what_was_written_is_damage(String change) throws Exception {
        change(change);

        assertThatThrownBy(() -> store.parked("a", 3, 10)).isInstanceOf(DamagedFileException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE batches SET topics = '{' WHERE first = 2",
                "UPDATE batches SET records = 9007199254740992 WHERE first = 2",
                "UPDATE state SET reserved = 9007199254740992",
                "UPDATE batches SET oldest = '0'",
            })
    void outlines_that_cannot_be_what_was_written_are_damage_that_can_be_salvaged(String change) throws Exception {
        change(change);

        assertThatThrownBy(store::contents).isInstanceOf(DamagedFileException.class);
        try (OutboxStore saved = SqliteStore.open(directory.resolve("sound.db"), 1L << 30)) {
            assertThat(Salvage.copy(file(), saved).saved()).isEqualTo(4);
            assertThat(saved.contents().records()).isEqualTo(3);
        }
    }

    @Test
    void no_more_is_read_than_was_asked_for() throws IOException {
        assertThat(store.batches(1, 2)).extracting(StoredBatch::first).containsExactly(2L);
        assertThat(store.batches(3, 9)).isEmpty();
        assertThat(store.parked("b", 0, 10)).isEmpty();
        assertThat(store.parked("a", 4, 10)).isEmpty();
    }

    private Path file() {
        return directory.resolve("outbox.db");
    }

    private void change(String... statements) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static StoredBatch batch(long number) {
        return new StoredBatch(
                number,
                List.of(new KeptRecord(
                        number, OutboxRig.records("a", "value " + number).get(0))));
    }
}
