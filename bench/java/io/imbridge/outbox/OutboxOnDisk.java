package io.imbridge.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A store in a directory of its own, which is deleted with it. */
final class OutboxOnDisk implements AutoCloseable {
    private final Path directory;
    private final SqliteStore store;

    OutboxOnDisk() throws IOException {
        // On the disk of the project, because /tmp is in memory on some machines.
        directory = Files.createTempDirectory(Path.of("target"), "outbox-");
        store = SqliteStore.open(directory.resolve("outbox.db"), 4L << 30, false);
    }

    SqliteStore store() {
        return store;
    }

    @Override
    public void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
