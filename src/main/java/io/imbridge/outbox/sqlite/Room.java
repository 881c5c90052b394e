package io.imbridge.outbox.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/** The room that a file has: what it may still grow by, and what it takes without using it. */
final class Room {
    private static final long MUCH = 64L * 1024 * 1024;
    private static final long LITTLE = 16L * 1024 * 1024;
    private static final long MOST_WANTED_PAGES = 1024;

    private final long maxBytes;

    Room(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Whether there is room for a while: below the file's own bound, and on the disk, with the reserve taken. */
    boolean isThere(Connection writer, Reserve reserve) throws SQLException {
        long pages = SqliteFiles.maxPages(maxBytes);
        long used = SqliteFiles.number(writer, "PRAGMA page_count") - free(writer);
        if (pages - used < Math.min(MOST_WANTED_PAGES, pages / 16)) {
            return false;
        }
        if (reserve.take()) {
            return true;
        }
        if (free(writer) * SqliteFiles.PAGE_BYTES > reserve.bytes()) {
            makeSmall(writer);
        }
        SqliteFiles.tryCheckpoint(writer);
        return reserve.take();
    }

    /** Makes the file small again once a large backlog has left it: when there is much room, and little to move. */
    void giveBack(Connection writer) throws SQLException {
        long free = free(writer);
        long used = SqliteFiles.number(writer, "PRAGMA page_count") - free;
        if (free * SqliteFiles.PAGE_BYTES >= Math.min(MUCH, maxBytes / 4) && used < LITTLE / SqliteFiles.PAGE_BYTES) {
            makeSmall(writer);
        }
    }

    private static void makeSmall(Connection writer) throws SQLException {
        SqliteFiles.execute(writer, "VACUUM");
        SqliteFiles.tryCheckpoint(writer);
    }

    private static long free(Connection writer) throws SQLException {
        return SqliteFiles.number(writer, "PRAGMA freelist_count");
    }
}
