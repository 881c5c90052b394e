package io.imbridge.outbox.sqlite;

import io.imbridge.outbox.DamagedFileException;
import io.imbridge.outbox.UnusableDirectoryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of the file. The file carries its version in {@code PRAGMA user_version}; any other version is refused.
 */
final class Schema {
    static final int VERSION = 3;

    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE IF NOT EXISTS batches (
              first   INTEGER PRIMARY KEY,
              records INTEGER NOT NULL,
              bytes   INTEGER NOT NULL,
              oldest  TEXT NOT NULL,
              topics  TEXT NOT NULL,
              frames  BLOB NOT NULL
            )""",
            """
            CREATE TABLE IF NOT EXISTS parked (
              sequence INTEGER PRIMARY KEY,
              topic    TEXT NOT NULL,
              bytes    INTEGER NOT NULL,
              received TEXT NOT NULL,
              frame    BLOB NOT NULL
            )""",
            "CREATE INDEX IF NOT EXISTS parked_by_topic ON parked (topic, sequence)",
            "CREATE TABLE IF NOT EXISTS state (reserved INTEGER NOT NULL)",
            "INSERT INTO state SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM state)",
            "PRAGMA user_version = " + VERSION);

    private Schema() {}

    /**
     * Whether a file is an outbox of this version.
     *
     * @return false when it is not an outbox yet
     * @throws UnusableDirectoryException when another version of the service wrote it
     * @throws DamagedFileException when one of its tables is missing
     */
    static boolean check(Connection connection) throws SQLException, DamagedFileException {
        long found = SqliteFiles.number(connection, "PRAGMA user_version");
        if (found != 0 && found != VERSION) {
            throw new UnusableDirectoryException("The outbox file has version " + found
                    + ", and this im-kafka-bridge knows version " + VERSION
                    + " only: let the im-kafka-bridge that wrote it publish what is kept first (outbox drain), then"
                    + " move the file away. Or start that one.");
        }
        for (String table : List.of("batches", "parked", "state")) {
            if (found == VERSION && !has(connection, table)) {
                throw new DamagedFileException("The table " + table + " is gone", null);
            }
        }
        return found == VERSION;
    }

    static boolean has(Connection connection, String table) throws SQLException {
        return SqliteFiles.number(connection, "SELECT count(*) FROM sqlite_schema WHERE name = '" + table + "'") > 0;
    }

    /** Makes a new file an outbox, in one transaction. */
    static void make(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            for (String sql : TABLES) {
                statement.execute(sql);
            }
            statement.execute("COMMIT");
        }
    }
}
