package io.imbridge.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store in one SQLite file, that anybody can open and read beside us.
 *
 * <p>Write-ahead logging with {@code synchronous=FULL}: a transaction that has committed survives the loss of power.
 */
final class SqliteStore implements OutboxStore {
    private final Path file;
    private final long maxBytes;
    private final PlaceOfFile place;
    private final Reserve reserve;
    private final TopicIndex index = new TopicIndex();
    private final SqliteReader reader;
    private @Nullable SqliteWriter writer;
    private volatile @Nullable DamagedFileException damage;

    private SqliteStore(Path file, long maxBytes, SqliteWriter writer, SqliteReader reader) throws IOException {
        this.file = file;
        this.place = PlaceOfFile.of(file);
        this.maxBytes = maxBytes;
        this.reserve = new Reserve(file, maxBytes);
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Opens a file, or makes it.
     *
     * @param maxBytes how large it may become
     * @param check whether all of it is read first, to see whether it is sound
     * @throws DamagedFileException when it cannot be what we wrote
     */
    static SqliteStore open(Path file, long maxBytes, boolean check) throws IOException {
        SqliteWriter writer = SqliteWriter.open(file, maxBytes, check);
        try {
            SqliteStore store = new SqliteStore(file, maxBytes, writer, SqliteReader.of(file));
            store.reserve.take();
            return store;
        } catch (IOException failure) {
            writer.close();
            throw failure;
        }
    }

    @Override
    public long write(List<KeptRecord> added, SequenceSet forgotten) throws IOException {
        DamagedFileException found = damage;
        if (found != null) {
            throw found;
        }
        rescueIfGone();
        try {
            return writer().write(added, forgotten);
        } catch (IOException | RuntimeException failure) {
            // The reader stays: on a disk that is full to the last byte, none could be opened any more.
            closeWriter();
            boolean damaged = failure instanceof DamagedFileException;
            if (damaged || !added.isEmpty() || forgotten.isEmpty() || !reserve.release()) {
                throw failure;
            }
        }
        return forgetFromReserve(forgotten);
    }

    /** What is written to a file without a name is lost with this process: nothing more goes there. */
    private void rescueIfGone() throws IOException {
        if (!place.isStillThere()) {
            closeWriter();
            reader.rescue(file);
            throw new FileGoneException("Somebody deleted or replaced " + file + " while it was in use.");
        }
    }

    @Override
    public void tidy(long records) {
        if (writer != null && !writer.tidy(index, records)) {
            closeWriter();
        }
    }

    /** Once more, with the room of the reserve: what is in the write-ahead file finds its place, and leaves room there. */
    private long forgetFromReserve(SequenceSet forgotten) throws IOException {
        try {
            SqliteWriter roomy = SqliteWriter.open(file, maxBytes, false);
            writer = roomy;
            roomy.checkpoint();
            long deleted = roomy.write(List.of(), forgotten);
            roomy.checkpoint();
            return deleted;
        } catch (IOException | RuntimeException failure) {
            closeWriter();
            throw failure;
        } finally {
            reserve.take();
        }
    }

    private SqliteWriter writer() throws IOException {
        SqliteWriter open = writer;
        if (open == null) {
            reserve.take();
            open = SqliteWriter.open(file, maxBytes, false);
            writer = open;
        }
        return open;
    }

    private void closeWriter() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    @Override
    public List<KeptRecord> read(String topic, long after, int max) throws IOException {
        try {
            return reader.read(topic, after, max);
        } catch (DamagedFileException found) {
            damage = found;
            throw found;
        }
    }

    @Override
    public Map<String, Long> lastByTopic() throws IOException {
        return reader.lastByTopic();
    }

    @Override
    public long count() throws IOException {
        return reader.count();
    }

    @Override
    public @Nullable Instant oldest() {
        try {
            return reader.oldest();
        } catch (IOException unreadable) {
            return null;
        }
    }

    @Override
    public long bytes() {
        return SqliteFiles.bytes(file);
    }

    @Override
    public void close() {
        reader.close();
        closeWriter();
    }
}
