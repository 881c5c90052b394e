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

    /** How often it is looked whether the file has room to give back: it costs a few microseconds. */
    private static final int COMMITS_BETWEEN_LOOKS = 100;

    private static final String INSERT = """
            INSERT INTO outbox (sequence, topic, key, command, app, id, fingerprint, time, received, reason, value)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, iif(?10 IS NULL, CAST(? AS TEXT), ?11))""";

    private final Path file;
    private final PlaceOfFile place;
    private final WriteAheadFile writeAhead;
    private final Connection writer;
    private final Connection reader;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;
    private int commits;
    private volatile @Nullable DamagedFileException damage;

    private SqliteStore(Path file, long maxBytes, Connection writer, Connection reader)
            throws SQLException, IOException {
        this.file = file;
        this.place = PlaceOfFile.of(file);
        this.writeAhead = new WriteAheadFile(file, maxBytes);
        this.writer = writer;
        this.reader = reader;
        this.insert = writer.prepareStatement(INSERT);
        this.delete = writer.prepareStatement("DELETE FROM outbox WHERE sequence BETWEEN ? AND ?");
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
        Connection writer = null;
        try {
            writer = SqliteFiles.connect(file, false);
            if (check) {
                SqliteFiles.check(writer);
            }
            SqliteFiles.prepare(writer, maxBytes);
            return new SqliteStore(file, maxBytes, writer, SqliteFiles.connect(file, true));
        } catch (SQLException failure) {
            SqliteFiles.closeQuietly(writer);
            throw SqliteFiles.translate(failure);
        } catch (IOException failure) {
            SqliteFiles.closeQuietly(writer);
            throw failure;
        }
    }

    @Override
    public long write(List<KeptRecord> added, Collection<Long> forgotten) throws IOException {
        DamagedFileException found = damage;
        if (found != null) {
            throw found;
        }
        try {
            rescueIfGone();
            writeAhead.bound(writer);
            if (added.isEmpty() && forgotten.isEmpty()) {
                probe();
            }
            long deleted = delete(forgotten);
            for (KeptRecord kept : added) {
                bind(kept);
                insert.addBatch();
            }
            if (!added.isEmpty()) {
                insert.executeBatch();
            }
            writer.commit();
            if (++commits % COMMITS_BETWEEN_LOOKS == 0 || added.isEmpty()) {
                SqliteFiles.giveRoomBack(writer);
            }
            return deleted;
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    /** Takes room and gives it back. */
    private void probe() throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("""
                    INSERT INTO outbox (sequence, topic, command, app, id, fingerprint, time, received, value)
                    VALUES (0, '', '', '', '', '', '', '', zeroblob(262144))""");
            statement.execute("DELETE FROM outbox WHERE sequence = 0");
        }
    }

    private long delete(Collection<Long> sequences) throws SQLException {
        long deleted = 0;
        long[] sorted = sequences.stream().mapToLong(Long::longValue).sorted().toArray();
        int start = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[i - 1] + 1) {
                delete.setLong(1, sorted[start]);
                delete.setLong(2, sorted[i - 1]);
                deleted += delete.executeUpdate();
                start = i;
            }
        }
        return deleted;
    }

    private void bind(KeptRecord kept) throws SQLException {
        OutboxRecord record = kept.record();
        insert.setLong(1, kept.sequence());
        insert.setString(2, record.topic());
        insert.setString(3, record.key());
        insert.setString(4, record.command());
        insert.setString(5, record.sdkAppId());
        insert.setString(6, record.id().toString());
        insert.setString(7, record.fingerprint());
        insert.setString(8, record.time().toString());
        insert.setString(9, record.receivedTime().toString());
        insert.setString(10, record.deadLetterReason());
        insert.setBytes(11, record.value());
    }

    /** What is written to a file without a name is lost with this process: nothing more goes there. */
    private void rescueIfGone() throws SQLException, IOException {
        if (!place.isStillThere()) {
            writer.rollback();
            SqliteFiles.rescue(writer, file);
            throw new IOException("Somebody deleted or replaced " + file + " while it was in use.");
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
        SqliteFiles.closeQuietly(writer);
    }
}
