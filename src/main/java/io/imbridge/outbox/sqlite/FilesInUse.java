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
 * Tells whether the files of an open database are still those of their names: what is written to others nobody finds.
 * Where files have no identity, it is so always.
 */
final class FilesInUse {
    private final Path database;
    private final Map<Path, Object> keys = new HashMap<>();

    /** Of a database that was just opened, and read or written. */
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

    /** Copies what somebody who has it open still sees of it to where the next one who opens it finds it. */
    void rescue(SqliteReader reader) throws IOException {
        Path copy = SqliteFiles.beside(database, ".rescuing");
        Files.deleteIfExists(copy);
        reader.copyTo(copy);
        try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(copy, rescued(database), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where the copy of a file is kept that was deleted in use. */
    static Path rescued(Path database) {
        return SqliteFiles.beside(database, ".rescued");
    }
}
