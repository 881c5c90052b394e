package io.imbridge.outbox.sqlite;

import io.imbridge.callback.Rfc3339;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import io.imbridge.outbox.SequenceSet;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one connection that writes to the outbox's file. After a failure it must not be used again, because a failed
 * commit or sync does not tell what is on the disk. Between transactions it holds no lock.
 */
final class SqliteWriter implements AutoCloseable {
    /** Above this size the write-ahead file is emptied as soon as nobody reads. */
    private static final long LARGE = 64L * 1024 * 1024;

    /** How much it grows before that is tried again. */
    private static final long STEP = 4L * 1024 * 1024;

    private final Path file;
    private final long mostAhead;
    private final Connection connection;
    private final Frames frames = new Frames();
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement park;
    private final PreparedStatement unpark;
    private final PreparedStatement state;
    private long reserved = -1;
    private long tryAt = LARGE;

    private SqliteWriter(Path file, long maxBytes, Connection connection) throws SQLException {
        this.file = file;
        this.mostAhead = Math.max(LARGE + 4 * STEP, maxBytes / 4);
        this.connection = connection;
        this.begin = connection.prepareStatement("BEGIN IMMEDIATE");
        this.commit = connection.prepareStatement("COMMIT");
        this.insert = connection.prepareStatement(
                "INSERT INTO batches (first, records, bytes, oldest, topics, frames) VALUES (?, ?, ?, ?, ?, ?)");
        this.delete = connection.prepareStatement("DELETE FROM batches WHERE first = ?");
        this.park = connection.prepareStatement(
                "INSERT OR IGNORE INTO parked (sequence, topic, bytes, received, frame) VALUES (?, ?, ?, ?, ?)");
        this.unpark = connection.prepareStatement("DELETE FROM parked WHERE sequence = ?");
        this.state = connection.prepareStatement("UPDATE state SET reserved = max(reserved, ?)");
    }

    /** Opens a file or creates it. */
    static SqliteWriter open(Path file, long maxBytes) throws IOException {
        Connection connection = null;
        try {
            connection = SqliteFiles.writer(file, maxBytes);
            if (!Schema.check(connection)) {
                Schema.make(connection);
            }
            return new SqliteWriter(file, maxBytes, connection);
        } catch (SQLException failure) {
            SqliteFiles.closeQuietly(connection);
            throw SqliteFiles.translate(failure);
        } catch (RuntimeException failure) {
            SqliteFiles.closeQuietly(connection);
            throw failure;
        }
    }

    /** See {@link io.imbridge.outbox.OutboxStore#write}. */
    void write(Changes changes) throws IOException {
        try {
            boundWriteAhead();
            begin.execute();
            each(changes.deletedBatches(), delete);
            each(changes.deletedParked(), unpark);
            for (StoredBatch batch : changes.batches()) {
                insert(batch);
            }
            for (KeptRecord kept : changes.parked()) {
                park(kept);
            }
            if (changes.reserved() != reserved || isEmpty(changes)) {
                state.setLong(1, changes.reserved());
                state.executeUpdate();
            }
            commit.execute();
            reserved = changes.reserved();
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    /** An empty transaction also writes, to show whether the disk can be written. */
    private static boolean isEmpty(Changes changes) {
        return changes.onlyDeletes()
                && changes.deletedBatches().isEmpty()
                && changes.deletedParked().isEmpty();
    }

    private static void each(SequenceSet numbers, PreparedStatement statement) throws SQLException {
        for (long number : numbers.toArray()) {
            statement.setLong(1, number);
            statement.executeUpdate();
        }
    }

    private void insert(StoredBatch batch) throws SQLException {
        List<KeptRecord> records = batch.records();
        Instant oldest = records.get(0).record().receivedTime();
        Map<String, Integer> topics = new TreeMap<>();
        for (KeptRecord kept : records) {
            topics.merge(kept.record().topic(), 1, Integer::sum);
            if (kept.record().receivedTime().isBefore(oldest)) {
                oldest = kept.record().receivedTime();
            }
        }
        byte[] bytes = frames.write(records);
        insert.setLong(1, batch.first());
        insert.setInt(2, records.size());
        insert.setInt(3, bytes.length);
        insert.setString(4, Rfc3339.format(oldest));
        insert.setString(5, json(topics));
        insert.setBytes(6, bytes);
        insert.executeUpdate();
    }

    /** Topic names contain no character that JSON would escape. */
    private static String json(Map<String, Integer> counts) {
        StringBuilder json = new StringBuilder("{");
        counts.forEach((topic, count) -> json.append(json.length() == 1 ? "\"" : ",\"")
                .append(topic)
                .append("\":")
                .append(count));
        return json.append('}').toString();
    }

    private void park(KeptRecord kept) throws SQLException {
        byte[] frame = frames.write(List.of(kept));
        park.setLong(1, kept.sequence());
        park.setString(2, kept.record().topic());
        park.setInt(3, frame.length);
        park.setString(4, Rfc3339.format(kept.record().receivedTime()));
        park.setBytes(5, frame);
        park.executeUpdate();
    }

    /**
     * Keeps the write-ahead file from growing without limit: a reader that reads for a long time prevents its reuse.
     */
    private void boundWriteAhead() throws SQLException, IOException {
        long size = SqliteFiles.size(SqliteFiles.writeAhead(file));
        if (size <= LARGE) {
            tryAt = LARGE;
        } else if (size >= tryAt) {
            SqliteFiles.tryCheckpoint(connection);
            size = SqliteFiles.size(SqliteFiles.writeAhead(file));
            tryAt = size + STEP;
        }
        if (size > mostAhead) {
            throw new IOException("The write-ahead file is full: somebody reads " + file + " without an end.");
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        SqliteFiles.closeQuietly(connection);
    }
}
