package io.imbridge.outbox;

import io.imbridge.callback.Rfc3339;
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
import org.jspecify.annotations.Nullable;

/**
 * A connection that reads an outbox's file.
 *
 * <p>It answers one question at a time: one that is not read to its end would show the others an old state of the file,
 * and keep the write-ahead file from being used anew.
 */
final class SqliteReader implements AutoCloseable {
    private static final long MAX_READ_BYTES = 1024 * 1024;

    private final Connection connection;
    private final PreparedStatement ofTopic;
    private final PreparedStatement ofAll;

    /** Of a file that has the outbox's table. Closes the connection when that is not so. */
    SqliteReader(Connection connection) throws IOException {
        this.connection = connection;
        try {
            String columns = SqliteFiles.columns(connection);
            ofTopic = connection.prepareStatement(
                    "SELECT " + columns + " FROM outbox WHERE topic = ? AND sequence > ? ORDER BY sequence LIMIT ?");
            ofAll = connection.prepareStatement(
                    "SELECT " + columns + " FROM outbox NOT INDEXED WHERE sequence > ? ORDER BY sequence LIMIT ?");
        } catch (SQLException failure) {
            SqliteFiles.closeQuietly(connection);
            throw SqliteFiles.translate(failure);
        }
    }

    /** Of a file that a writer has opened. */
    static SqliteReader of(Path file) throws IOException {
        try {
            return new SqliteReader(SqliteFiles.connect(file, true));
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    /** The first rows whose number is higher than {@code after}, of all topics, whether they mean something or not. */
    synchronized List<OutboxFile.Row> read(long after, int max) throws IOException {
        try {
            ofAll.setLong(1, after);
            ofAll.setInt(2, max);
            try (ResultSet row = ofAll.executeQuery()) {
                List<OutboxFile.Row> found = new ArrayList<>();
                long bytes = 0;
                while (bytes < MAX_READ_BYTES && row.next()) {
                    OutboxFile.Row next = row(row);
                    found.add(next);
                    bytes += next.record() == null ? 0 : next.record().size();
                }
                return found;
            }
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    private static OutboxFile.Row row(ResultSet row) throws SQLException {
        try {
            return new OutboxFile.Row(row.getLong(1), SqliteFiles.record(row).record(), null);
        } catch (RuntimeException meaningless) {
            return new OutboxFile.Row(row.getLong(1), null, String.valueOf(meaningless.getMessage()));
        }
    }

    /** As {@link OutboxStore#read}. */
    synchronized List<KeptRecord> read(String topic, long after, int max) throws IOException {
        try {
            ofTopic.setString(1, topic);
            ofTopic.setLong(2, after);
            ofTopic.setInt(3, max);
            try (ResultSet row = ofTopic.executeQuery()) {
                List<KeptRecord> found = new ArrayList<>();
                long bytes = 0;
                while (bytes < MAX_READ_BYTES && row.next()) {
                    KeptRecord kept = SqliteFiles.record(row);
                    found.add(kept);
                    bytes += kept.record().size();
                }
                return found;
            }
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        } catch (RuntimeException meaningless) {
            throw meaningless(meaningless);
        }
    }

    /** As {@link OutboxStore#lastByTopic}. */
    Map<String, Long> lastByTopic() throws IOException {
        return ask("SELECT topic, max(sequence) FROM outbox GROUP BY topic", row -> {
            Map<String, Long> last = new HashMap<>();
            while (row.next()) {
                last.put(row.getString(1), row.getLong(2));
            }
            return last;
        });
    }

    /** As {@link OutboxStore#count}. */
    long count() throws IOException {
        return ask("SELECT count(*) FROM outbox", row -> row.getLong(1));
    }

    /** When the oldest record arrived, null when there is none. */
    @Nullable
    Instant oldest() throws IOException {
        String received =
                this.<@Nullable String>ask("SELECT min(sequence), received FROM outbox", row -> row.getString(2));
        try {
            return received == null ? null : Rfc3339.parse(received);
        } catch (DateTimeException meaningless) {
            throw meaningless(meaningless);
        }
    }

    /** What is made of the rows that a question finds. */
    @FunctionalInterface
    interface Answer<T extends @Nullable Object> {
        T of(ResultSet row) throws SQLException;
    }

    /** Asks, and reads the answer to its end. */
    synchronized <T extends @Nullable Object> T ask(String query, Answer<T> answer) throws IOException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return answer.of(row);
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        } catch (RuntimeException meaningless) {
            throw meaningless(meaningless);
        }
    }

    /** As {@link SqliteFiles#rescue}. */
    synchronized void rescue(Path file) throws IOException {
        try {
            SqliteFiles.rescue(connection, file);
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    private static DamagedFileException meaningless(RuntimeException why) {
        return new DamagedFileException("A row means nothing: " + why.getMessage(), why);
    }

    @Override
    public void close() {
        SqliteFiles.closeQuietly(connection);
    }
}
