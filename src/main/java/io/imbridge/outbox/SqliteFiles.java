package io.imbridge.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.Rfc3339;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The outbox's SQLite files: how they are opened, what a row means, which failures mean damage. */
final class SqliteFiles {
    private static final int PAGE_BYTES = 4096;
    private static final Duration PATIENCE_WITH_OTHERS = Duration.ofSeconds(5);
    private static final long MUCH_ROOM = 64L * 1024 * 1024;
    private static final long LITTLE = 16L * 1024 * 1024;

    private SqliteFiles() {}

    static Connection connect(Path file, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) PATIENCE_WITH_OTHERS.toMillis());
        config.setPageSize(PAGE_BYTES);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        if (readOnly) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only = true");
            }
        }
        return connection;
    }

    /** Reads all of a file, to see whether it is sound: some seconds for each gigabyte. */
    static void check(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            String found = result.getString(1);
            if (!found.equals("ok")) {
                throw new DamagedFileException(found, null);
            }
        }
    }

    /** Makes a file that a writer opened one of ours if it is new, or brings it up to date; if it is, writes nothing. */
    static void prepare(Connection writer, long maxBytes) throws SQLException, IOException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + Math.max(64, maxBytes / PAGE_BYTES));
            statement.execute("PRAGMA journal_size_limit = " + 16 * 1024 * 1024);
        }
        OutboxSchema.OURS.upgrade(writer);
        writer.setAutoCommit(false);
    }

    /** What {@link #record} reads of each row, for a query. Before version 2 a file has no traceparent. */
    static String columns(Connection connection) throws SQLException {
        String traceparent = number(connection, "PRAGMA user_version") < 2 ? "NULL" : "traceparent";
        return "sequence, topic, key, command, app, id, fingerprint, time, received, reason, value, " + traceparent;
    }

    /** The record of a row, of which a query has asked the {@link #columns}, and nothing before them. */
    static KeptRecord record(ResultSet row) throws SQLException {
        return new KeptRecord(
                row.getLong(1),
                new OutboxRecord(
                        required(row, 2),
                        text(row, 3),
                        required(row, 4),
                        required(row, 5),
                        UUID.fromString(required(row, 6)),
                        required(row, 7),
                        Rfc3339.parse(required(row, 8)),
                        Rfc3339.parse(required(row, 9)),
                        text(row, 10),
                        text(row, 12),
                        row.getBytes(11)));
    }

    private static String required(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(text(row, column), "A column has no value");
    }

    /** The driver makes a direct buffer for each string that it is asked for, and none for bytes. */
    private static @Nullable String text(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    /** Copies all that a reading connection has to {@link #rescued}, be its file there or not. */
    static void rescue(Connection reader, Path file) throws SQLException, IOException {
        Path copy = file.resolveSibling(file.getFileName() + ".rescuing");
        Files.deleteIfExists(copy);
        try (Statement statement = reader.createStatement()) {
            statement.execute("PRAGMA query_only = false");
            statement.execute("VACUUM INTO '" + copy.toString().replace("'", "''") + "'");
            statement.execute("PRAGMA query_only = true");
        }
        try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(copy, rescued(file), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where the copy of a file is kept that was deleted in use. */
    static Path rescued(Path file) {
        return file.resolveSibling(file.getFileName() + ".rescued");
    }

    /** Makes the file small again once a large backlog has left it: when there is much room, and little to move. */
    static void giveRoomBack(Connection writer) throws SQLException {
        long free = number(writer, "PRAGMA freelist_count");
        if (free * PAGE_BYTES >= MUCH_ROOM && number(writer, "PRAGMA page_count") - free < LITTLE / PAGE_BYTES) {
            writer.rollback();
            outsideTransaction(writer, "VACUUM");
        }
    }

    /** Empties the write-ahead file if nobody reads; does not wait for those who do. */
    static void tryCheckpoint(Connection writer) throws SQLException {
        writer.rollback();
        try {
            outsideTransaction(writer, "PRAGMA busy_timeout = 0");
            outsideTransaction(writer, "PRAGMA wal_checkpoint(TRUNCATE)");
        } finally {
            outsideTransaction(writer, "PRAGMA busy_timeout = " + PATIENCE_WITH_OTHERS.toMillis());
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.getLong(1);
        }
    }

    private static void outsideTransaction(Connection writer, String sql) throws SQLException {
        writer.setAutoCommit(true);
        try (Statement statement = writer.createStatement()) {
            statement.execute(sql);
        } finally {
            writer.setAutoCommit(false);
        }
    }

    static IOException translate(SQLException failure) {
        if (failure instanceof SQLiteException sqlite) {
            SQLiteErrorCode code = sqlite.getResultCode();
            int primary = code.code & 0xFF;
            if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
                return new DamagedFileException(String.valueOf(failure.getMessage()), failure);
            }
        }
        return new IOException(failure);
    }

    static Path writeAhead(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    /** How much a database takes on disk, as far as that can be seen. */
    static long bytes(Path file) {
        return size(file) + size(writeAhead(file));
    }

    /** How large a file is; 0 where there is none, or where the disk does not say. */
    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException none) {
            return 0;
        }
    }

    static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException failure) {
            // It is of no use any more, whether it closes or not.
        }
    }
}
