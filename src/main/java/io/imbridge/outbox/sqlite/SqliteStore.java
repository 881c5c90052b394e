package io.imbridge.outbox.sqlite;

import io.imbridge.outbox.DamagedFileException;
import io.imbridge.outbox.FileGoneException;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A store in one SQLite file, which other programs can open and read at the same time.
 *
 * <p>It uses write-ahead logging with {@code synchronous=FULL}: a committed transaction survives a power failure.
 */
final class SqliteStore implements OutboxStore {
    private static final Logger LOG = Logger.getLogger(SqliteStore.class);

    /** How often it is checked whether the file has space to give back. A check takes a few microseconds. */
    private static final int COMMITS_BETWEEN_LOOKS = 100;

    private final Path file;
    private final long maxBytes;
    private final Room room;
    private final SqliteReader reader;
    private final @Nullable FilesInUse inUse;
    private @Nullable SqliteWriter writer;
    private int commits;
    private int tidied;

    private SqliteStore(
            Path file, long maxBytes, @Nullable SqliteWriter writer, SqliteReader reader, @Nullable FilesInUse inUse) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.room = new Room(file, maxBytes);
        this.writer = writer;
        this.reader = reader;
        this.inUse = inUse;
    }

    /**
     * Opens a file or creates it. A file on a disk without any space is opened for reading only.
     *
     * @param maxBytes the largest size of the file
     * @throws DamagedFileException when it cannot be a file that we wrote
     */
    static SqliteStore open(Path file, long maxBytes) throws IOException {
        try {
            return openToWrite(file, maxBytes);
        } catch (DamagedFileException damage) {
            throw damage;
        } catch (IOException failure) {
            return new Room(file, maxBytes).releaseReserve()
                    ? openToWrite(file, maxBytes)
                    : openToRead(file, maxBytes, failure);
        }
    }

    private static SqliteStore openToWrite(Path file, long maxBytes) throws IOException {
        SqliteWriter writer = SqliteWriter.open(file, maxBytes);
        try {
            SqliteReader reader = new SqliteReader(SqliteFiles.reader(file));
            // The first query opens the files beside the database.
            reader.oldest();
            return new SqliteStore(file, maxBytes, writer, reader, new FilesInUse(file));
        } catch (SQLException | IOException failure) {
            writer.close();
            throw SqliteFiles.translate(failure);
        }
    }

    private static SqliteStore openToRead(Path file, long maxBytes, IOException failure) throws IOException {
        if (Files.exists(SqliteFiles.writeAhead(file)) || SqliteFiles.size(file) == 0) {
            throw failure;
        }
        try {
            return new SqliteStore(file, maxBytes, null, new SqliteReader(SqliteFiles.still(file)), null);
        } catch (SQLException unreadable) {
            failure.addSuppressed(unreadable);
            throw failure;
        }
    }

    @Override
    public void write(Changes changes) throws IOException {
        reader.check();
        check();
        try {
            writer().write(changes);
        } catch (IOException | RuntimeException failure) {
            // The reader stays open: on a disk that is completely full, no new reader could be opened.
            closeWriter();
            if (failure instanceof DamagedFileException || !changes.onlyDeletes()) {
                throw failure;
            }
            writeFromReserve(changes);
        }
        commits++;
    }

    /** Data in a file without a name is lost when this process ends, so nothing more is written there. */
    private void check() throws IOException {
        if (inUse == null) {
            SqliteWriter.open(file, maxBytes).close();
            throw new FileGoneException("The outbox can be written again, and is opened for that.");
        }
        if (!inUse.areStillThere()) {
            closeWriter();
            inUse.rescue(reader);
            throw new FileGoneException(
                    "Somebody deleted or replaced " + file + ", or one of the files beside it, while it was in use.");
        }
    }

    /**
     * Tries again with the space of the reserve: the content of the write-ahead file moves to the database, which frees
     * space in the write-ahead file.
     */
    private void writeFromReserve(Changes changes) throws IOException {
        room.releaseReserve();
        try {
            SqliteWriter roomy = writer();
            SqliteFiles.tryCheckpoint(roomy.connection());
            roomy.write(changes);
            SqliteFiles.tryCheckpoint(roomy.connection());
        } catch (SQLException | IOException | RuntimeException failure) {
            closeWriter();
            throw SqliteFiles.translate(failure);
        }
    }

    @Override
    public boolean hasRoom() throws IOException {
        try {
            return room.isThere(writer().connection());
        } catch (SQLException failure) {
            closeWriter();
            throw SqliteFiles.translate(failure);
        }
    }

    @Override
    public void tidy() throws IOException {
        boolean isIdle = commits == tidied;
        tidied = commits;
        if (isIdle && inUse != null) {
            check();
        }
        try {
            if (writer != null && commits % COMMITS_BETWEEN_LOOKS == 0) {
                room.giveBack(writer.connection());
            }
        } catch (SQLException failure) {
            LOG.debug("Outbox file keeps its size", failure);
            closeWriter();
        }
    }

    private SqliteWriter writer() throws IOException {
        if (writer == null) {
            writer = SqliteWriter.open(file, maxBytes);
        }
        return writer;
    }

    private void closeWriter() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    @Override
    public Contents contents() throws IOException {
        return reader.contents();
    }

    @Override
    public List<StoredBatch> batches(long after, long upTo) throws IOException {
        return reader.batches(after, upTo);
    }

    @Override
    public List<KeptRecord> parked(String topic, long after, int max) throws IOException {
        return reader.parked(topic, after, max);
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
