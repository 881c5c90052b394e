package io.imbridge.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store in one SQLite file, that anybody can open and read beside us.
 *
 * <p>Write-ahead logging with {@code synchronous=FULL}: a transaction that has committed survives the loss of power.
 */
final class SqliteStore implements OutboxStore {
    private static final long MAX_READ_BYTES = 4L * 1024 * 1024;

    private final Path file;
    private final long maxBytes;
    private final PlaceOfFile place;
    private final Reserve reserve;
    private final Connection reader;
    private final PreparedStatement select;
    private @Nullable SqliteWriter writer;
    private volatile @Nullable DamagedFileException damage;

    private SqliteStore(Path file, long maxBytes, SqliteWriter writer, Connection reader)
            throws SQLException, IOException {
        this.file = file;
        this.place = PlaceOfFile.of(file);
        this.maxBytes = maxBytes;
        this.reserve = new Reserve(file, maxBytes);
        this.writer = writer;
        this.reader = reader;
        this.select = reader.prepareStatement(
                "SELECT * FROM outbox WHERE topic = ? AND sequence > ? ORDER BY sequence LIMIT ?");
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
            SqliteStore store = new SqliteStore(file, maxBytes, writer, SqliteFiles.connect(file, true));
            store.reserve.take();
            return store;
        } catch (SQLException failure) {
            writer.close();
            throw SqliteFiles.translate(failure);
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
            try {
                synchronized (reader) {
                    SqliteFiles.rescue(reader, file);
                }
            } catch (SQLException failure) {
                throw SqliteFiles.translate(failure);
            }
            throw new FileGoneException("Somebody deleted or replaced " + file + " while it was in use.");
        }
    }

    @Override
    public void tidy() {
        if (writer != null) {
            writer.tidy();
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
        List<KeptRecord> found = new ArrayList<>();
        long bytes = 0;
        try {
            synchronized (reader) {
                select.setString(1, topic);
                select.setLong(2, after);
                select.setInt(3, max);
                try (ResultSet row = select.executeQuery()) {
                    while (bytes < MAX_READ_BYTES && row.next()) {
                        KeptRecord kept = SqliteFiles.record(row);
                        found.add(kept);
                        bytes += kept.record().size();
                    }
                }
            }
            return found;
        } catch (SQLException failure) {
            throw noted(SqliteFiles.translate(failure));
        } catch (RuntimeException meaningless) {
            throw noted(new DamagedFileException("A row means nothing: " + meaningless.getMessage(), meaningless));
        }
    }

    private IOException noted(IOException failure) {
        if (failure instanceof DamagedFileException found) {
            damage = found;
        }
        return failure;
    }

    @Override
    public Map<String, Long> lastByTopic() throws IOException {
        return ask("SELECT topic, max(sequence) FROM outbox GROUP BY topic", row -> {
            Map<String, Long> last = new HashMap<>();
            while (row.next()) {
                last.put(row.getString(1), row.getLong(2));
            }
            return last;
        });
    }

    @Override
    public long count() throws IOException {
        return ask("SELECT count(*) FROM outbox", row -> row.getLong(1));
    }

    @Override
    public @Nullable Instant oldest() {
        try {
            String received =
                    this.<@Nullable String>ask("SELECT min(sequence), received FROM outbox", row -> row.getString(2));
            return received == null ? null : Instant.parse(received);
        } catch (IOException | DateTimeException unreadable) {
            return null;
        }
    }

    @FunctionalInterface
    private interface Answer<T extends @Nullable Object> {
        T of(ResultSet row) throws SQLException;
    }

    /** One question at a time: one that is not read to its end would show the others an old state of the file. */
    private <T extends @Nullable Object> T ask(String query, Answer<T> answer) throws IOException {
        synchronized (reader) {
            try (Statement statement = reader.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                return answer.of(row);
            } catch (SQLException failure) {
                throw SqliteFiles.translate(failure);
            } catch (RuntimeException meaningless) {
                throw new DamagedFileException("A row means nothing: " + meaningless.getMessage(), meaningless);
            }
        }
    }

    @Override
    public long bytes() {
        return SqliteFiles.size(file) + SqliteFiles.size(SqliteFiles.writeAhead(file));
    }

    @Override
    public void close() {
        SqliteFiles.closeQuietly(reader);
        closeWriter();
    }
}
