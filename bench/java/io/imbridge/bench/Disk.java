package io.imbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/** Measures and deletes files on disk. Files may appear and disappear meanwhile. */
final class Disk {
    private Disk() {}

    /** The bytes of all files below a directory; 0 if it does not exist. */
    static long bytes(Path directory) {
        AtomicLong bytes = new AtomicLong();
        walk(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                // Until an index of Kafka is closed, its file has the largest possible size, but it is mostly a hole
                // that takes no space.
                boolean isIndex = file.toString().endsWith("index");
                bytes.addAndGet(isIndex ? 0 : attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.get();
    }

    /** Deletes a directory with its content. */
    static void delete(Path directory) {
        walk(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failed) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void walk(Path directory, SimpleFileVisitor<Path> visitor) {
        try {
            Files.walkFileTree(directory, visitor);
        } catch (NoSuchFileException none) {
            // The directory does not exist, or is gone.
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }
}
