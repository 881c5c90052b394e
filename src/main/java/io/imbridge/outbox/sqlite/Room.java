package io.imbridge.outbox.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/**
 * Manages the space of the outbox's file: the space by which it may still grow, the space that it takes without using
 * it, and a reserve for a full disk. The reserve is a file of zeros that is deleted when the disk is full. Deleting
 * rows needs space too, so without the reserve the outbox could never become smaller.
 */
final class Room {
    private static final Logger LOG = Logger.getLogger(Room.class);
    private static final long MEBI = 1024 * 1024;
    private static final long LEAST_RESERVE = 64 * 1024;
    private static final long MOST_RESERVE = 16 * MEBI;
    private static final long MUCH = 64 * MEBI;
    private static final long LITTLE = 16 * MEBI;
    private static final long MOST_WANTED_PAGES = 1024;

    private final Path file;
    private final long maxBytes;
    private final long reserve;

    /**
     * The space of an outbox's file.
     *
     * @param maxBytes the largest size of the file; the reserve is a small part of it
     */
    Room(Path outbox, long maxBytes) {
        this.file = outbox.resolveSibling("outbox.reserve");
        this.maxBytes = maxBytes;
        this.reserve = Math.max(LEAST_RESERVE, Math.min(MOST_RESERVE, maxBytes / 256));
    }

    /**
     * Whether there is space for a while: within the file's own limit, and on the disk after the reserve was created.
     */
    boolean isThere(Connection writer) throws SQLException {
        long pages = SqliteFiles.maxPages(maxBytes);
        if (pages - used(writer) < Math.min(MOST_WANTED_PAGES, pages / 16)) {
            return false;
        }
        if (takeReserve()) {
            return true;
        }
        if (free(writer) * SqliteFiles.PAGE_BYTES > reserve) {
            makeSmall(writer);
        }
        SqliteFiles.tryCheckpoint(writer);
        return takeReserve();
    }

    /** Makes the file small again after a large backlog: when much of it is free, and little has to be moved. */
    void giveBack(Connection writer) throws SQLException {
        boolean isMuchFree = free(writer) * SqliteFiles.PAGE_BYTES >= Math.min(MUCH, maxBytes / 4);
        if (isMuchFree && used(writer) * SqliteFiles.PAGE_BYTES < LITTLE) {
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

    private static long used(Connection writer) throws SQLException {
        return SqliteFiles.number(writer, "PRAGMA page_count") - free(writer);
    }

    private boolean takeReserve() {
        try {
            if (SqliteFiles.size(file) < reserve) {
                Files.write(file, new byte[(int) reserve]);
            }
            return true;
        } catch (IOException full) {
            LOG.debug("No room for a reserve", full);
            releaseReserve();
            return false;
        }
    }

    /** Deletes the reserve. Returns whether there was one. */
    boolean releaseReserve() {
        try {
            Files.delete(file);
            return true;
        } catch (NoSuchFileException none) {
            return false;
        } catch (IOException stays) {
            LOG.debug("The reserve stays", stays);
            return false;
        }
    }
}
