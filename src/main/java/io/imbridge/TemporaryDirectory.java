package io.imbridge;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Where native libraries are unpacked, and loaded from: SQLite's, and those of Kafka's compression. A container with a
 * read-only file system often has no such place, and what fails then is told of in pages.
 *
 * @param path the directory
 */
record TemporaryDirectory(Path path) {
    /** This JVM's. */
    static TemporaryDirectory ofThisJvm() {
        return new TemporaryDirectory(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Why it is of no use, in a sentence that says what to do; null when it is. */
    @Nullable
    String problem() {
        if (!Files.isDirectory(path)) {
            return "There is no directory " + path + ". " + remedy();
        }
        try {
            Path tried = Files.createTempFile(path, "im-kafka-bridge-", ".so");
            try {
                return mayExecute(tried) ? null : path + " forbids to execute what is in it. " + remedy();
            } finally {
                Files.delete(tried);
            }
        } catch (FileSystemException unusable) {
            return "No file can be written to " + path + ": " + unusable.getReason() + ". " + remedy();
        } catch (IOException unusable) {
            return "No file can be written to " + path + ": " + unusable.getMessage() + ". " + remedy();
        }
    }

    /** On a file system that is mounted with noexec, nobody may, whatever the permissions say. */
    private static boolean mayExecute(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return true;
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return Files.isExecutable(file);
    }

    private static String remedy() {
        return "Native libraries are unpacked there and loaded: mount a /tmp (docker run --tmpfs /tmp:exec), or name another"
                + " directory with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=<directory>.";
    }
}
