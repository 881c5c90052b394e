package io.imbridge.outbox.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the files of an open database are still those of their names: what is written to others nobody finds.
 * Where files have no identity, it is so always.
 */
final class FilesInUse {
    private final Path[] files;
    private final Map<Path, Object> keys = new HashMap<>();

    /** Of a database that was just opened, and read or written. */
    FilesInUse(Path database) throws IOException {
        files = new Path[] {database, SqliteFiles.writeAhead(database), SqliteFiles.beside(database, "-shm")};
        for (Path file : files) {
            Object key = key(file);
            if (key != null) {
                keys.put(file, key);
            }
        }
    }

    boolean areStillThere() throws IOException {
        for (Path file : files) {
            Object known = keys.get(file);
            if (known != null && !known.equals(key(file))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException deleted) {
            return null;
        }
    }
}
