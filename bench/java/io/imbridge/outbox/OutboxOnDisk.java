package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import io.imbridge.outbox.sqlite.RealPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A store in a directory of its own, which is deleted with it. */
final class OutboxOnDisk implements AutoCloseable {
    private final Path directory;
    private final OutboxStore.Place place;
    private final OutboxStore store;

    OutboxOnDisk() throws IOException {
        // On the disk of the project, because /tmp is in memory on some machines.
        directory = Files.createTempDirectory(Path.of("target"), "outbox-");
        place = RealPlace.in(directory, 4L << 30);
        store = place.open(null);
    }

    OutboxStore store() {
        return store;
    }

    /** Adds one batch, and deletes others, in one transaction. */
    void write(List<KeptRecord> added, SequenceSet deleted) throws IOException {
        StoredBatch batch = new StoredBatch(added.get(0).sequence(), added);
        store.write(new Changes(deleted, new SequenceSet(), List.of(batch), List.of(), batch.last()));
        store.tidy();
    }

    @Override
    public void close() throws IOException {
        store.close();
        place.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
