package io.imbridge.outbox.sqlite;

import io.imbridge.outbox.OutboxRecord;
import io.imbridge.outbox.UnusableDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file of an outbox for read-only access, whether or not a service uses it. Nothing is ever written, and no writer
 * is blocked for long: each query is short, except where a method says otherwise.
 */
public final class OutboxFile implements AutoCloseable {
    private static final Pattern QUARANTINED = Pattern.compile("outbox\\.db\\.(damaged|replaced)-[^-]+");

    /**
     * A record, readable or not.
     *
     * @param sequence its number; for a record that cannot be read, the first number of its batch
     * @param record the record; null when it cannot be read
     * @param problem why it cannot be read; null when it can
     */
    public record Row(
            long sequence,
            @Nullable OutboxRecord record,
            @Nullable String problem) {}

    /**
     * The records of one topic.
     *
     * @param topic its name
     * @param records how many there are
     * @param bytes the total length of their values
     * @param first the lowest of their numbers
     * @param oldest when the record with this number arrived
     */
    public record TopicRecords(String topic, long records, long bytes, long first, Instant oldest) {
        private TopicRecords plus(TopicRecords next) {
            return new TopicRecords(topic, records + next.records(), bytes + next.bytes(), first, oldest);
        }
    }

    private final Path file;
    private final SqliteReader reader;
    private final @Nullable FileTime unused;

    private OutboxFile(Path file, SqliteReader reader, @Nullable FileTime unused) {
        this.file = file;
        this.reader = reader;
        this.unused = unused;
    }

    /** The files that a service quarantined because they were damaged, or were replaced while it used them. */
    public static List<Path> quarantined(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            QUARANTINED.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Whether a directory has an outbox. */
    public static boolean exists(Path directory) {
        return Files.exists(find(directory));
    }

    /** The file of an outbox. If a service ended while it restored the file, the restored content has another name. */
    private static Path find(Path directory) {
        Path file = OutboxDirectory.file(directory);
        return Files.exists(file) ? file : FilesInUse.rescued(file);
    }

    /**
     * Opens the outbox in a directory.
     *
     * @throws IOException with a sentence, when there is no outbox, or none that can be read
     */
    public static OutboxFile open(Path directory) throws IOException {
        Path file = find(directory);
        if (!Files.exists(file)) {
            throw new IOException("There is no outbox in " + directory.toAbsolutePath() + ".");
        }
        // A database without a write-ahead file is not in use. It can be read without the files that SQLite would
        // create.
        boolean used = Files.exists(SqliteFiles.writeAhead(file));
        FileTime unused = used ? null : Files.getLastModifiedTime(file);
        NativeLibrary.find(directory);
        SqliteReader reader = new SqliteReader(connect(file, used));
        return new OutboxFile(file, reader, unused);
    }

    private static Connection connect(Path file, boolean used) throws IOException {
        try {
            Connection connection = used ? SqliteFiles.look(file, "") : SqliteFiles.still(file);
            return checked(file, connection);
        } catch (SQLException unreadable) {
            throw new IOException(
                    "The outbox " + file.toAbsolutePath() + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Connection checked(Path file, Connection connection) throws SQLException, IOException {
        try {
            if (!Schema.check(connection)) {
                throw new IOException(file.toAbsolutePath() + " is no outbox, or none yet.");
            }
            return connection;
        } catch (UnusableDirectoryException other) {
            connection.close();
            throw new IOException(other.getMessage(), other);
        } catch (SQLException | IOException unreadable) {
            connection.close();
            throw unreadable;
        }
    }

    /** Its size on disk, in bytes. */
    public long bytes() {
        return SqliteFiles.bytes(file);
    }

    /**
     * The kept records by topic, in the order of topic names. Reads all records, which takes seconds for each gigabyte.
     */
    public List<TopicRecords> topics() throws IOException {
        Map<String, TopicRecords> found = new TreeMap<>();
        each(row -> {
            OutboxRecord record = row.record();
            if (record != null) {
                found.merge(
                        record.topic(),
                        new TopicRecords(
                                record.topic(), 1, record.value().length, row.sequence(), record.receivedTime()),
                        TopicRecords::plus);
            }
            return true;
        });
        return List.copyOf(found.values());
    }

    /** Is called with records, one by one. */
    @FunctionalInterface
    public interface Visitor {
        /** Returns whether to continue. */
        boolean visit(Row row) throws IOException;
    }

    /** Visits all records in the order of their numbers, including those that cannot be read. */
    public void each(Visitor visitor) throws IOException {
        new OutboxRows(reader).each(visitor);
        checkUse();
    }

    /** The record with a number; null when there is none. */
    public @Nullable Row find(long sequence) throws IOException {
        Row found = new OutboxRows(reader).find(sequence);
        checkUse();
        return found;
    }

    /**
     * The problems that SQLite finds in the file, at most 100 lines. Reads the whole file, which takes seconds for each
     * gigabyte.
     */
    public List<String> problems() throws IOException {
        List<String> found = reader.all("PRAGMA integrity_check(100)", row -> row.getString(1));
        found.remove("ok");
        checkUse();
        return found;
    }

    /** Checks that a file that was read as an unused file is still unused. */
    private void checkUse() throws IOException {
        boolean used = Files.exists(SqliteFiles.writeAhead(file));
        if (unused != null && (used || !unused.equals(Files.getLastModifiedTime(file)))) {
            throw new IOException("A service began to use the outbox meanwhile: run this again.");
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
