package io.imbridge.outbox;

import io.imbridge.callback.Rfc3339;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The one connection that writes to the outbox's file. After a failure it is of no use any more: a failed commit or sync
 * says nothing of what is on the disk.
 */
final class SqliteWriter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SqliteWriter.class);

    /** How often it is looked whether the file has room to give back: it costs a few microseconds. */
    private static final int COMMITS_BETWEEN_LOOKS = 100;

    /** The driver never gives back what one large batch took, and clears all of it after every small one. */
    private static final int ROWS_AT_A_TIME = 100;

    private static final String INSERT = """
            INSERT INTO outbox (sequence, topic, key, command, app, id, fingerprint, time, received, reason, value,
              traceparent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, iif(?10 IS NULL, CAST(? AS TEXT), ?11), ?)""";

    private final WriteAheadFile writeAhead;
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private int commits;
    private boolean nothingAdded;

    private SqliteWriter(Path file, long maxBytes, Connection connection) throws SQLException {
        this.writeAhead = new WriteAheadFile(file, maxBytes);
        this.connection = connection;
        this.insert = connection.prepareStatement(INSERT);
        this.delete = connection.prepareStatement("DELETE FROM outbox WHERE sequence BETWEEN ? AND ?");
    }

    /**
     * Opens a file, or makes it.
     *
     * @param maxBytes how large it may become
     * @param check whether all of it is read first, to see whether it is sound
     * @throws NewerFileException when a newer version wrote it
     */
    static SqliteWriter open(Path file, long maxBytes, boolean check) throws IOException {
        Connection connection = null;
        try {
            connection = SqliteFiles.connect(file, false);
            // Before it is searched for damage: what a newer version wrote is not ours to salvage.
            OutboxSchema.OURS.check(connection);
            if (check) {
                SqliteFiles.check(connection);
            }
            SqliteFiles.prepare(connection, maxBytes);
            return new SqliteWriter(file, maxBytes, connection);
        } catch (SQLException failure) {
            SqliteFiles.closeQuietly(connection);
            throw SqliteFiles.translate(failure);
        } catch (IOException failure) {
            SqliteFiles.closeQuietly(connection);
            throw failure;
        }
    }

    /** As {@link OutboxStore#write}. */
    long write(List<KeptRecord> added, SequenceSet forgotten) throws IOException {
        try {
            writeAhead.bound(connection);
            if (added.isEmpty() && forgotten.isEmpty()) {
                probe();
            }
            long deleted = delete(forgotten);
            insert(added);
            connection.commit();
            nothingAdded = added.isEmpty();
            commits++;
            return deleted;
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    /** Brings what is in the write-ahead file into the file itself, if nobody reads. */
    void checkpoint() throws IOException {
        try {
            SqliteFiles.tryCheckpoint(connection);
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    /** Takes room and gives it back. */
    private void probe() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO outbox (sequence, topic, command, app, id, fingerprint, time, received, value)
                    VALUES (0, '', '', '', '', '', '', '', zeroblob(262144))""");
            statement.execute("DELETE FROM outbox WHERE sequence = 0");
        }
    }

    private long delete(SequenceSet sequences) throws SQLException {
        long deleted = 0;
        for (Map.Entry<Long, Long> run : sequences.runs().entrySet()) {
            delete.setLong(1, run.getKey());
            delete.setLong(2, run.getValue());
            deleted += delete.executeUpdate();
        }
        return deleted;
    }

    private void insert(List<KeptRecord> added) throws SQLException {
        for (int start = 0; start < added.size(); start += ROWS_AT_A_TIME) {
            for (KeptRecord kept : added.subList(start, Math.min(added.size(), start + ROWS_AT_A_TIME))) {
                bind(kept);
                insert.addBatch();
            }
            insert.executeBatch();
        }
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
        insert.setString(8, Rfc3339.format(record.time()));
        insert.setString(9, Rfc3339.format(record.receivedTime()));
        insert.setString(10, record.deadLetterReason());
        insert.setBytes(11, record.value());
        insert.setString(12, record.traceparent());
    }

    /**
     * As {@link OutboxStore#tidy}.
     *
     * @return false where this writer is of no use any more
     */
    boolean tidy(TopicIndex index, long records) {
        if (nothingAdded || commits % COMMITS_BETWEEN_LOOKS == 0) {
            try {
                SqliteFiles.giveRoomBack(connection);
            } catch (SQLException failure) {
                LOG.debug("Outbox file keeps its size", failure);
                return false;
            }
        }
        return index.fit(connection, records);
    }

    @Override
    public void close() {
        SqliteFiles.closeQuietly(connection);
    }
}
