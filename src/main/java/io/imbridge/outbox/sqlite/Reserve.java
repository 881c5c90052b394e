package io.imbridge.outbox.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/**
 * Room that is kept for the day when the disk is full: a file of zeros that is given up then. To delete rows takes room,
 * too, and without any the outbox could never become smaller.
 */
final class Reserve {
    private static final Logger LOG = Logger.getLogger(Reserve.class);
    private static final long MOST = 16L * 1024 * 1024;
    private static final long LEAST = 64L * 1024;

    private final Path file;
    private final long bytes;

    /**
     * Of an outbox's file.
     *
     * @param maxBytes how large the outbox may become: the reserve is a small part of it
     */
    Reserve(Path outbox, long maxBytes) {
        this.file = outbox.resolveSibling("outbox.reserve");
        this.bytes = Math.max(LEAST, Math.min(MOST, maxBytes / 256));
    }

    /** How much it is. */
    long bytes() {
        return bytes;
    }

    /** Takes the room, if it is to be had and not taken. Returns whether it is taken. */
    boolean take() {
        try {
            if (!Files.exists(file) || Files.size(file) < bytes) {
                Files.write(file, new byte[(int) bytes]);
            }
            return true;
        } catch (IOException full) {
            LOG.debug("No room for a reserve", full);
            release();
            return false;
        }
    }

    /** Gives the room up. Returns whether there was any. */
    boolean release() {
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
