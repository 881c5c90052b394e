package io.imbridge.vendor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Lets only one read of all processes on this machine use a state at a time. Its file stays on disk: a file without a
 * lock on it means nothing.
 */
final class ReadLock implements AutoCloseable {
    private final FileChannel file;

    private ReadLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock of a directory. The lock's file is beside the directory.
     *
     * @throws IOException when another read has the lock
     */
    static ReadLock of(Path directory) throws IOException {
        Path path = directory.resolveSibling(directory.getFileName() + ".lock");
        Files.createDirectories(path.toAbsolutePath().getParent());
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(file) == null) {
            file.close();
            throw new IOException("Another read of this app is under way: it has locked " + path);
        }
        return new ReadLock(file);
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException here) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
