package io.imbridge.outbox.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the names of an open database still belong to the open files. If they do not, nobody would find what is
 * written. On systems where files have no identity, the names are assumed to belong to them.
 */
final class FilesInUse {
    private final Path database;
    private final Map<Path, Object> keys = new HashMap<>();

    /** The files of a database that was just opened, and read or written. */
    FilesInUse(Path database) throws IOException {
        this.database = database;
        for (String part : SqliteFiles.PARTS) {
            Path file = SqliteFiles.beside(database, part);
            Object key = key(file);
            if (key != null) {
                keys.put(file, key);
            }
        }
    }

    boolean areStillThere() throws IOException {
        for (Map.Entry<Path, Object> known : keys.entrySet()) {
            if (!known.getValue().equals(key(known.getKey()))) {
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

    /** Copies the content that an open connection still sees to the place where the next start finds it. */
    void rescue(SqliteReader reader) throws IOException {
        Path copy = SqliteFiles.beside(database, ".rescuing");
        Files.deleteIfExists(copy);
        reader.copyTo(copy);
        try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(copy, rescued(database), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The path of the copy of a file that was deleted while it was in use. */
    static Path rescued(Path database) {
        return SqliteFiles.beside(database, ".rescued");
    }
}
