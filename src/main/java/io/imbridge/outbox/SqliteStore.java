package io.imbridge.outbox;

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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store in one SQLite file, that anybody can open and read beside us.
 *
 * <p>Write-ahead logging with {@code synchronous=FULL}: a transaction that has committed survives the loss of power.
 */
final class SqliteStore implements OutboxStore {
    private static final long MAX_READ_BYTES = 4L * 1024 * 1024;

    private final Path file;
    private final long maxBytes;
    private final Connection reader;
    private final PreparedStatement select;
    private @Nullable SqliteWriter writer;
    private volatile @Nullable DamagedFileException damage;

    private SqliteStore(Path file, long maxBytes, SqliteWriter writer, Connection reader) throws SQLException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.writer = writer;
        this.reader = reader;
        this.select = reader.prepareStatement(
                "SELECT * FROM outbox WHERE topic = ? AND sequence > ? ORDER BY sequence LIMIT ?");
    }

    /**
     * Opens a file, or makes it.
     *
     * @param maxBytes how large it may become
     * @param check whether all of it is read first, to see whether it is sound
     * @throws DamagedFileException when it cannot be what we wrote
     */
    static SqliteStore open(Path file, long maxBytes, boolean check) throws IOException {
        SqliteWriter writer = SqliteWriter.open(file, maxBytes, check);
        try {
            return new SqliteStore(file, maxBytes, writer, SqliteFiles.connect(file, true));
        } catch (SQLException failure) {
            writer.close();
            throw SqliteFiles.translate(failure);
        }
    }

    @Override
    public long write(List<KeptRecord> added, Collection<Long> forgotten) throws IOException {
        DamagedFileException found = damage;
        if (found != null) {
            throw found;
        }
        SqliteWriter current = writer == null ? SqliteWriter.open(file, maxBytes, false) : writer;
        writer = current;
        try {
            return current.write(added, forgotten);
        } catch (IOException | RuntimeException failure) {
            // The reader stays: on a disk that is full to the last byte, none could be opened any more.
            current.close();
            writer = null;
            throw failure;
        }
    }

    @Override
    public List<KeptRecord> read(String topic, long after, int max) throws IOException {
        List<KeptRecord> found = new ArrayList<>();
        long bytes = 0;
        try {
            select.setString(1, topic);
            select.setLong(2, after);
            select.setInt(3, max);
            try (ResultSet row = select.executeQuery()) {
                while (bytes < MAX_READ_BYTES && row.next()) {
                    KeptRecord kept = SqliteFiles.record(row);
                    found.add(kept);
                    bytes += kept.record().size();
                }
            }
            return found;
        } catch (SQLException failure) {
            throw noted(SqliteFiles.translate(failure));
        } catch (DateTimeException | IllegalArgumentException meaningless) {
            throw noted(new DamagedFileException("A row means nothing: " + meaningless.getMessage(), meaningless));
        }
    }

    private IOException noted(IOException failure) {
        if (failure instanceof DamagedFileException found) {
            damage = found;
        }
        return failure;
    }

    @Override
    public Map<String, Long> lastByTopic() throws IOException {
        Map<String, Long> last = new HashMap<>();
        try (Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("SELECT topic, max(sequence) FROM outbox GROUP BY topic")) {
            while (row.next()) {
                last.put(row.getString(1), row.getLong(2));
            }
            return last;
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    @Override
    public long count() throws IOException {
        try (Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM outbox")) {
            return row.getLong(1);
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    @Override
    public @Nullable Instant oldest() throws IOException {
        try (Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("SELECT received FROM outbox ORDER BY sequence LIMIT 1")) {
            return row.next() ? Instant.parse(row.getString(1)) : null;
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    @Override
    public long bytes() {
        return SqliteFiles.size(file) + SqliteFiles.size(SqliteFiles.writeAhead(file));
    }

    @Override
    public void close() {
        SqliteFiles.closeQuietly(reader);
        if (writer != null) {
            writer.close();
        }
    }
}
