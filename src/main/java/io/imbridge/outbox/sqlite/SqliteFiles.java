package io.imbridge.outbox.sqlite;

import io.imbridge.outbox.DamagedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens SQLite files, and decides which failures mean damage. */
final class SqliteFiles {
    static final int PAGE_BYTES = 4096;

    /** The endings of the names of a database's files. */
    static final List<String> PARTS = List.of("", "-wal", "-shm");

    private static final Duration PATIENCE_WITH_OTHERS = Duration.ofSeconds(5);

    private SqliteFiles() {}

    /** Opens a file to write it, and creates it if necessary. */
    static Connection writer(Path file, long maxBytes) throws SQLException {
        Connection connection = connect(file);
        try {
            execute(connection, "PRAGMA max_page_count = " + maxPages(maxBytes));
            execute(connection, "PRAGMA journal_size_limit = " + 16 * 1024 * 1024);
            return connection;
        } catch (SQLException failure) {
            closeQuietly(connection);
            throw failure;
        }
    }

    /** The largest number of pages of a file. */
    static long maxPages(long maxBytes) {
        return Math.max(64, maxBytes / PAGE_BYTES);
    }

    /** Opens a file to read it while another connection writes to it. */
    static Connection reader(Path file) throws SQLException {
        Connection connection = connect(file);
        try {
            execute(connection, "PRAGMA query_only = true");
            return connection;
        } catch (SQLException failure) {
            closeQuietly(connection);
            throw failure;
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setPageSize(PAGE_BYTES);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setBusyTimeout((int) PATIENCE_WITH_OTHERS.toMillis());
        // Otherwise the driver queries the number of each added row and leaves the query open, which would make VACUUM
        // impossible.
        config.setGetGeneratedKeys(false);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /** Opens a file that nobody writes to, without creating a file beside it. */
    static Connection still(Path file) throws SQLException {
        return look(file, "?immutable=1");
    }

    /** Opens a file that another process may be writing to, without changing anything. */
    static Connection look(Path file, String options) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout((int) PATIENCE_WITH_OTHERS.toMillis());
        return config.createConnection("jdbc:sqlite:" + file.toUri() + options);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.getLong(1);
        }
    }

    /** Empties the write-ahead file if nobody reads; does not wait for readers. */
    static void tryCheckpoint(Connection writer) throws SQLException {
        try {
            execute(writer, "PRAGMA busy_timeout = 0");
            execute(writer, "PRAGMA wal_checkpoint(TRUNCATE)");
        } finally {
            execute(writer, "PRAGMA busy_timeout = " + PATIENCE_WITH_OTHERS.toMillis());
        }
    }

    /** Translates a failure for code that does not know SQLite. */
    static IOException translate(Exception failure) {
        if (failure instanceof IOException known) {
            return known;
        }
        if (failure instanceof SQLiteException sqlite) {
            int primary = sqlite.getResultCode().code & 0xFF;
            if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
                return new DamagedFileException(String.valueOf(failure.getMessage()), failure);
            }
        }
        return new IOException(failure);
    }

    static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    static Path writeAhead(Path file) {
        return beside(file, "-wal");
    }

    /** The size of a database on disk in bytes, as far as it can be seen. */
    static long bytes(Path file) {
        return size(file) + size(writeAhead(file));
    }

    /** The size of a file in bytes; 0 when it does not exist or cannot be queried. */
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
            // The connection is no longer needed, whether it closes or not.
        }
    }
}
