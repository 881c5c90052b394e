package io.imbridge.outbox;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What an outbox's file is made of, version by version. A file carries its version in {@code PRAGMA user_version}: an
 * older one is brought up to date, a newer one is refused.
 *
 * @param steps what leads from one version to the next: the first from an empty file to version 1, and so on
 */
record OutboxSchema(List<List<String>> steps) {
    /** A step that was released is never changed: what follows is a step of its own, at the end. */
    static final OutboxSchema OURS = new OutboxSchema(List.of(
            List.of("""
            CREATE TABLE IF NOT EXISTS outbox (
              sequence    INTEGER PRIMARY KEY,
              topic       TEXT NOT NULL,
              key         TEXT,
              command     TEXT NOT NULL,
              app         TEXT NOT NULL,
              id          TEXT NOT NULL,
              fingerprint TEXT NOT NULL,
              time        TEXT NOT NULL,
              received    TEXT NOT NULL,
              reason      TEXT,
              value       NOT NULL
            )""", "CREATE INDEX IF NOT EXISTS outbox_by_topic ON outbox (topic, sequence)"),
            List.of("ALTER TABLE outbox ADD COLUMN traceparent TEXT")));

    /** The version that the last step leads to. */
    int version() {
        return steps.size();
    }

    /**
     * The version of a file.
     *
     * @throws NewerFileException when it is newer than the last one here
     */
    int check(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA user_version")) {
            int found = result.getInt(1);
            if (found > version()) {
                throw new NewerFileException(found, version());
            }
            return found;
        }
    }

    /**
     * Brings a file up to date, in one transaction; writes nothing where it is.
     *
     * @param writer without a transaction; to be closed when this fails
     * @throws NewerFileException as {@link #check}
     */
    void upgrade(Connection writer) throws SQLException, IOException {
        int found = Math.max(0, check(writer));
        if (found == version()) {
            return;
        }
        writer.setAutoCommit(false);
        try (Statement statement = writer.createStatement()) {
            for (List<String> step : steps.subList(found, version())) {
                for (String sql : step) {
                    statement.execute(sql);
                }
            }
            statement.execute("PRAGMA user_version = " + version());
        }
        writer.commit();
    }
}
