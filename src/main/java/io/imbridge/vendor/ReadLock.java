package io.imbridge.vendor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Lets one read at a time use a state, of all processes of this machine. Its file stays: without a lock it means nothing. */
final class ReadLock implements AutoCloseable {
    private final FileChannel file;

    private ReadLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the one of a directory, which stands beside it.
     *
     * @throws IOException when another read has it
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
