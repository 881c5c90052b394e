package io.imbridge.outbox.sqlite;

import io.imbridge.callback.Rfc3339;
import io.imbridge.outbox.DamagedFileException;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxStore;
import io.imbridge.outbox.OutboxStore.Contents;
import io.imbridge.outbox.OutboxStore.Parked;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection that reads an outbox's file.
 *
 * <p>It runs one query at a time and leaves none open: an open query would show the other queries an old state of the
 * file, and would keep the write-ahead file from being reused.
 */
final class SqliteReader implements AutoCloseable {
    /** All sequence numbers are below this. */
    static final long BEYOND_NUMBERS = 1L << 53;

    private static final long ENOUGH_BYTES = 512 * 1024;

    private static final String BATCHES =
            "SELECT first, frames FROM batches WHERE first > ? AND first <= ? ORDER BY first";
    private static final String PARKED =
            "SELECT sequence, frame FROM parked WHERE topic = ? AND sequence > ? ORDER BY sequence LIMIT ?";

    private final Connection connection;
    private volatile @Nullable DamagedFileException damage;

    /** Reads a file that has the outbox's tables. Closes the connection when the tables are missing. */
    SqliteReader(Connection connection) throws IOException {
        this.connection = connection;
        try {
            connection.prepareStatement(BATCHES).close();
            connection.prepareStatement(PARKED).close();
        } catch (SQLException failure) {
            SqliteFiles.closeQuietly(connection);
            throw SqliteFiles.translate(failure);
        }
    }

    /** After a damaged row was found nothing more is written, because it would be lost. */
    void check() throws DamagedFileException {
        DamagedFileException found = damage;
        if (found != null) {
            throw found;
        }
    }

    /** See {@link OutboxStore#batches}. */
    List<StoredBatch> batches(long after, long upTo) throws IOException {
        return rows(BATCHES, after, after, upTo);
    }

    /** See {@link OutboxStore#parked}. */
    List<KeptRecord> parked(String topic, long after, int max) throws IOException {
        return rows(PARKED, after, topic, after, max).stream()
                .flatMap(row -> row.records().stream())
                .toList();
    }

    /** The next rows, as many as can be read at once. Stops before a row that is not what was written. */
    private synchronized List<StoredBatch> rows(String query, long after, Object... parameters) throws IOException {
        List<StoredBatch> found = new ArrayList<>();
        // The driver closes a statement that fails, so each query prepares a new one.
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                long bytes = 0;
                long last = after;
                while (bytes < ENOUGH_BYTES && row.next()) {
                    byte @Nullable [] frames = row.getBytes(2);
                    StoredBatch next = row(row.getLong(1), last, frames);
                    found.add(next);
                    last = next.first();
                    bytes += frames.length;
                }
            }
        } catch (SQLException | DamagedFileException failure) {
            if (found.isEmpty()) {
                IOException translated = SqliteFiles.translate(failure);
                damage = translated instanceof DamagedFileException damaged ? damaged : damage;
                throw translated;
            }
        }
        return found;
    }

    private static StoredBatch row(long number, long after, byte @Nullable [] frames) throws DamagedFileException {
        List<KeptRecord> records = frames == null ? List.of() : Frames.read(frames);
        if (number <= after || records.isEmpty() || records.get(0).sequence() < number) {
            throw new DamagedFileException("A row has no records, or is out of order", null);
        }
        return new StoredBatch(number, records);
    }

    /** See {@link OutboxStore#contents}. */
    Contents contents() throws IOException {
        if (number("SELECT count(*) FROM batches WHERE json_valid(topics) IS NOT 1") > 0) {
            throw new DamagedFileException("The topics of a batch are none", null);
        }
        Map<String, Parked> parked = new HashMap<>();
        for (String topic : all("SELECT DISTINCT topic FROM parked", row -> row.getString(1))) {
            parked.put(topic, parked(topic));
        }
        List<String> topics = all("SELECT DISTINCT key FROM batches, json_each(topics)", row -> row.getString(1));
        long records = number("SELECT coalesce(sum(records), 0) FROM batches");
        long lastFirst = number("SELECT coalesce(max(first), " + Long.MIN_VALUE + ") FROM batches");
        long lastParked = number("SELECT coalesce(max(sequence), 0) FROM parked");
        long reserved = number("SELECT max(reserved) FROM state");
        long last = Math.max(Math.max(reserved, lastParked), lastFirst == Long.MIN_VALUE ? 0 : lastFirst + records);
        if (last >= BEYOND_NUMBERS) {
            throw new DamagedFileException("A number is out of bounds: " + last, null);
        }
        return new Contents(records, lastFirst, last, Set.copyOf(topics), parked, oldest());
    }

    private Parked parked(String topic) throws IOException {
        String of = " FROM parked WHERE topic = '" + topic.replace("'", "''") + "'";
        return new Parked(number("SELECT count(*)" + of), number("SELECT max(sequence)" + of));
    }

    private long number(String query) throws IOException {
        return all(query, row -> row.getLong(1)).get(0);
    }

    /** When the oldest record arrived; null when there is none. */
    @Nullable
    Instant oldest() throws IOException {
        List<String> texts = all("""
                SELECT * FROM (SELECT oldest FROM batches ORDER BY first LIMIT 1)
                UNION ALL SELECT * FROM (SELECT received FROM parked ORDER BY sequence LIMIT 1)
                ORDER BY 1 LIMIT 1""", row -> row.getString(1));
        try {
            return texts.isEmpty() ? null : Rfc3339.parse(texts.get(0));
        } catch (DateTimeException meaningless) {
            throw new DamagedFileException("A time is none: " + texts, meaningless);
        }
    }

    /** Makes a result from a row that a query found. */
    @FunctionalInterface
    interface Answer<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Runs a query and reads its result to the end. */
    synchronized <T> List<T> all(String query, Answer<T> answer) throws IOException {
        List<T> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                found.add(answer.of(row));
            }
            return found;
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    /** Copies everything that this connection sees to another file, even if the name of its own file is gone. */
    synchronized void copyTo(Path copy) throws IOException {
        try {
            SqliteFiles.execute(connection, "PRAGMA query_only = false");
            SqliteFiles.execute(connection, "VACUUM INTO '" + copy.toString().replace("'", "''") + "'");
            SqliteFiles.execute(connection, "PRAGMA query_only = true");
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    @Override
    public void close() {
        SqliteFiles.closeQuietly(connection);
    }
}
