package io.imbridge.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The file of an outbox for somebody who looks in, whether or not a service is using it. Nothing is ever written, and
 * nothing is kept from being written: each question is short, but for those that say otherwise.
 */
public final class OutboxFile implements AutoCloseable {
    private static final Pattern SET_ASIDE = Pattern.compile("outbox\\.db\\.(damaged|replaced)-[^-]+");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * A row, whether it means something or not.
     *
     * @param sequence its number
     * @param record null where it means nothing
     * @param problem why it means nothing, null where it does mean something
     */
    public record Row(
            long sequence,
            @Nullable OutboxRecord record,
            @Nullable String problem) {}

    /**
     * What is kept of one topic.
     *
     * @param topic its name
     * @param records how many
     * @param bytes of their values
     * @param first the lowest number
     * @param oldest when that one arrived, in RFC 3339
     */
    public record TopicRecords(String topic, long records, long bytes, long first, String oldest) {}

    private final Path file;
    private final SqliteReader reader;
    private final @Nullable FileTime unused;

    private OutboxFile(Path file, SqliteReader reader, @Nullable FileTime unused) {
        this.file = file;
        this.reader = reader;
        this.unused = unused;
    }

    /** The files that a service set aside because they were damaged, or replaced while it used them. */
    public static List<Path> setAside(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            SET_ASIDE.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Whether a directory has an outbox. */
    public static boolean exists(Path directory) {
        Path file = OutboxDirectory.file(directory);
        return Files.exists(file) || Files.exists(SqliteFiles.rescued(file));
    }

    /**
     * Opens the outbox in a directory.
     *
     * @throws IOException with a sentence, when there is none, or none that can be read
     */
    public static OutboxFile open(Path directory) throws IOException {
        Path file = OutboxDirectory.file(directory);
        if (!Files.exists(file)) {
            throw new IOException("There is no outbox in " + directory.toAbsolutePath() + ".");
        }
        // Without a write-ahead file nobody uses it, and it can be read without the files that SQLite would leave.
        boolean used = Files.exists(SqliteFiles.writeAhead(file));
        FileTime unused = used ? null : Files.getLastModifiedTime(file);
        SqliteReader reader = new SqliteReader(connect(file, used));
        return new OutboxFile(file, reader, unused);
    }

    private static Connection connect(Path file, boolean used) throws IOException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        try {
            Connection connection =
                    config.createConnection("jdbc:sqlite:" + file.toUri() + (used ? "" : "?immutable=1"));
            return checked(file, connection);
        } catch (SQLException unreadable) {
            throw new IOException(
                    "The outbox " + file.toAbsolutePath() + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Connection checked(Path file, Connection connection) throws SQLException, IOException {
        try {
            if (OutboxSchema.OURS.check(connection) == 0) {
                throw new IOException(file.toAbsolutePath() + " is no outbox, or none yet.");
            }
            return connection;
        } catch (SQLException | IOException unreadable) {
            connection.close();
            throw unreadable;
        }
    }

    /** What it takes on disk, in bytes. */
    public long bytes() {
        return SqliteFiles.bytes(file);
    }

    /** What is kept, by topic, in the order of their names. Reads all rows: seconds for each gigabyte. */
    public List<TopicRecords> topics() throws IOException {
        List<TopicRecords> found = reader.ask("""
                SELECT topic, count(*), sum(octet_length(value)), min(sequence), received
                FROM outbox GROUP BY topic ORDER BY topic""", OutboxFile::topics);
        checkUse();
        return found;
    }

    private static List<TopicRecords> topics(ResultSet row) throws SQLException {
        List<TopicRecords> found = new ArrayList<>();
        while (row.next()) {
            found.add(new TopicRecords(
                    row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getString(5)));
        }
        return found;
    }

    /**
     * The first rows whose number is higher than {@code after}, in the order of their numbers; none at the end.
     *
     * @param max at most so many; fewer when they are large
     */
    public List<Row> read(long after, int max) throws IOException {
        List<Row> found = reader.read(after, max);
        checkUse();
        return found;
    }

    /** What SQLite finds wrong with the file, 100 lines at most. Reads all of it: seconds for each gigabyte. */
    public List<String> problems() throws IOException {
        List<String> found = reader.ask("PRAGMA integrity_check(100)", row -> {
            List<String> lines = new ArrayList<>();
            while (row.next()) {
                lines.add(row.getString(1));
            }
            lines.remove("ok");
            return lines;
        });
        checkUse();
        return found;
    }

    /** What was read as a file that nobody uses must still be one. */
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
