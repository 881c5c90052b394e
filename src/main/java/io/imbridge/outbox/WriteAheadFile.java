package io.imbridge.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps SQLite's write-ahead file from growing without an end: somebody who reads for long keeps it from being used
 * anew.
 */
final class WriteAheadFile {
    /** Beyond this it is emptied as soon as nobody reads. */
    private static final long LARGE = 64L * 1024 * 1024;

    /** By how much it grows until it is tried again. */
    private static final long STEP = 4L * 1024 * 1024;

    private final Path file;
    private final long most;
    private long tryAt = LARGE;

    /**
     * Of a database file.
     *
     * @param maxBytes how large the database may become: this one a quarter of it
     */
    WriteAheadFile(Path file, long maxBytes) {
        this.file = file;
        this.most = Math.max(LARGE + 4 * STEP, maxBytes / 4);
    }

    /**
     * Empties it where it is large and nobody reads. To be called before a transaction.
     *
     * @throws IOException when it is as large as it may become, and somebody reads
     */
    void bound(Connection writer) throws SQLException, IOException {
        long size = size();
        if (size <= LARGE) {
            tryAt = LARGE;
        } else if (size >= tryAt) {
            SqliteFiles.tryCheckpoint(writer);
            size = size();
            tryAt = size + STEP;
        }
        if (size > most) {
            throw new IOException("The write-ahead file is full: somebody reads " + file + " without an end.");
        }
    }

    private long size() {
        return SqliteFiles.size(SqliteFiles.writeAhead(file));
    }
}
