package io.imbridge.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells whether an open file is still the one of its name. Where files have no identity, it is so always. */
final class PlaceOfFile {
    private final Path file;
    private final @Nullable Object key;

    private PlaceOfFile(Path file, @Nullable Object key) {
        this.file = file;
        this.key = key;
    }

    /** Of a file that was just opened. */
    static PlaceOfFile of(Path file) throws IOException {
        return new PlaceOfFile(file, key(file));
    }

    boolean isStillThere() throws IOException {
        try {
            return Objects.equals(key, key(file));
        } catch (NoSuchFileException deleted) {
            return false;
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
