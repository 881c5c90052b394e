package io.imbridge.outbox.sqlite;

import io.imbridge.outbox.DamagedFileException;
import io.imbridge.outbox.OutboxStore;
import io.imbridge.outbox.UnusableDirectoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one outbox, which one process owns at a time.
 *
 * <p>A damaged file is quarantined: its readable records are copied to a new file, it gets a name with the time, and
 * work continues with the new file.
 */
final class OutboxDirectory implements OutboxStore.Place {
    private static final Logger LOG = Logger.getLogger(OutboxDirectory.class);
    private static final DateTimeFormatter IN_NAMES =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final long maxBytes;
    private final Clock clock;
    private final FileChannel lock;
    private final AtomicInteger damagedFiles = new AtomicInteger();

    private OutboxDirectory(Path directory, long maxBytes, Clock clock, FileChannel lock) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.lock = lock;
    }

    /**
     * Takes a directory, and creates it if necessary.
     *
     * @throws UnusableDirectoryException with a sentence that says what to do
     */
    static OutboxDirectory take(Path directory, long maxBytes, Clock clock) {
        Path lockFile = directory.resolve("outbox.lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                String owner = owner(Files.readString(lockFile));
                channel.close();
                throw new UnusableDirectoryException("The outbox in " + directory.toAbsolutePath()
                        + " is in use by " + owner + ": stop that one, or give this one a directory of its own with"
                        + " bridge.outbox.directory (BRIDGE_OUTBOX_DIRECTORY).");
            }
            NativeLibrary.load(directory);
            sign(channel, clock);
            return new OutboxDirectory(directory, maxBytes, clock, channel);
        } catch (IOException unwritable) {
            throw new UnusableDirectoryException("The outbox directory " + directory.toAbsolutePath()
                    + " cannot be written (" + unwritable + "): give it to the user that runs the service, name another"
                    + " with bridge.outbox.directory (BRIDGE_OUTBOX_DIRECTORY), or do without with"
                    + " bridge.outbox.enabled=false (BRIDGE_OUTBOX_ENABLED).");
        }
    }

    /** Writes the owner of the directory into its lock file, if the disk has space for that. */
    private static void sign(FileChannel channel, Clock clock) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ThisProcess.inWords(clock) + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException full) {
            LOG.debug("No room to say who has the outbox", full);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    /** The file is locked before the owner is written, so it may be empty for a moment. */
    private static String owner(String words) {
        return words.isBlank() ? "another process" : words.strip();
    }

    /** The database file of a directory. */
    static Path file(Path directory) {
        return directory.resolve("outbox.db");
    }

    @Override
    public int damagedFiles() {
        return damagedFiles.get();
    }

    @Override
    public OutboxStore open(@Nullable DamagedFileException damage) throws IOException {
        Path file = file(directory);
        takeRescued(file);
        if (damage != null) {
            return salvage(file, damage);
        }
        try {
            return SqliteStore.open(file, maxBytes);
        } catch (DamagedFileException found) {
            return salvage(file, found);
        }
    }

    /** Replaces the file only after all readable records are in another file. So a failed salvage can be repeated. */
    private OutboxStore salvage(Path file, DamagedFileException damage) throws IOException {
        LOG.errorf(damage, "Outbox file damaged file=%s", file);
        Path fresh = file.resolveSibling("outbox.salvaging");
        for (String part : SqliteFiles.PARTS) {
            Files.deleteIfExists(SqliteFiles.beside(fresh, part));
        }
        Salvage.Result saved;
        try (OutboxStore store = SqliteStore.open(fresh, maxBytes)) {
            saved = Salvage.copy(file, store);
        }
        if (SqliteFiles.size(SqliteFiles.writeAhead(fresh)) > 0) {
            throw new IOException("What was salvaged is not in " + fresh + " alone");
        }
        Files.move(fresh, FilesInUse.rescued(file), StandardCopyOption.ATOMIC_MOVE);
        damagedFiles.incrementAndGet();
        Path quarantined = swap(file, ".damaged-");
        LOG.errorf(
                "Outbox file quarantined and salvaged file=%s records=%d lost=%d",
                quarantined, saved.saved(), saved.lost());
        return SqliteStore.open(file, maxBytes);
    }

    /**
     * A file that was deleted or replaced while it was in use has a copy. A file that is now in its place is not ours.
     */
    private void takeRescued(Path file) throws IOException {
        if (Files.exists(FilesInUse.rescued(file))) {
            LOG.errorf("Outbox file put back file=%s", file);
            swap(file, ".replaced-");
        }
    }

    private Path swap(Path file, String why) throws IOException {
        Path quarantined = quarantine(file, why);
        Files.move(FilesInUse.rescued(file), file, StandardCopyOption.ATOMIC_MOVE);
        return quarantined;
    }

    /** Renames a file, with all of its parts that exist, to a name with the time. */
    private Path quarantine(Path file, String why) throws IOException {
        Path quarantined = SqliteFiles.beside(file, why + IN_NAMES.format(clock.instant()));
        for (String part : SqliteFiles.PARTS) {
            Path present = SqliteFiles.beside(file, part);
            if (Files.exists(present)) {
                Files.move(present, SqliteFiles.beside(quarantined, part));
            }
        }
        return quarantined;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException released) {
            LOG.debug("Outbox lock did not close", released);
        }
    }
}
