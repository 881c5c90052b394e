package io.imbridge.outbox.sqlite;

import io.imbridge.outbox.UnusableDirectoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, which comes in the driver and must be a file to be loaded. It is unpacked into the outbox's
 * directory, once for each version of the driver: the driver's own way leaves a file in {@code /tmp} after every crash,
 * and needs a {@code /tmp} from which programs may be executed.
 */
final class NativeLibrary {
    private static final String PATH_KEY = "org.sqlite.lib.path";
    private static final String NAME_KEY = "org.sqlite.lib.name";
    private static final String PREFIX = "sqlite-";

    private NativeLibrary() {}

    /**
     * Loads the library, unless that has happened; with {@code org.sqlite.lib.path}, from where that says.
     *
     * @param directory where to unpack it
     * @throws UnusableDirectoryException when it cannot be loaded
     */
    static synchronized void load(Path directory) {
        String failure = null;
        if (System.getProperty(PATH_KEY) == null) {
            try {
                use(unpacked(directory));
            } catch (IOException full) {
                failure = full.toString();
                // The driver's own way is the last one.
                System.setProperty(
                        "org.sqlite.tmpdir", directory.toAbsolutePath().toString());
            }
        }
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError unloadable) {
            throw new UnusableDirectoryException("SQLite's library cannot be loaded (" + unloadable.getMessage()
                    + (failure == null ? "" : "; " + failure) + "): the outbox directory " + directory.toAbsolutePath()
                    + " must be one from which programs may be executed, or org.sqlite.lib.path must name a directory"
                    + " that has the library, or do without the outbox with bridge.outbox.enabled=false"
                    + " (BRIDGE_OUTBOX_ENABLED).");
        }
    }

    /** For somebody who must not write there: takes the library that is there, if there is one. */
    static synchronized void find(Path directory) {
        Path library =
                directory.resolve(PREFIX + SQLiteJDBCLoader.getVersion() + "-" + LibraryLoaderUtil.getNativeLibName());
        if (System.getProperty(PATH_KEY) == null && Files.isReadable(library)) {
            use(library);
        }
    }

    private static void use(Path library) {
        System.setProperty(PATH_KEY, library.toAbsolutePath().getParent().toString());
        System.setProperty(NAME_KEY, library.getFileName().toString());
    }

    private static Path unpacked(Path directory) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        Path library = directory.resolve(PREFIX + SQLiteJDBCLoader.getVersion() + "-" + name);
        byte[] content = content(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
        if (content == null) {
            throw new IOException("the driver has none for this system");
        }
        if (!Files.exists(library) || Files.size(library) != content.length) {
            Path fresh = Files.createTempFile(directory, PREFIX, ".new");
            Files.write(fresh, content);
            Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            deleteOthers(directory, library);
        }
        return library;
    }

    private static byte @Nullable [] content(String resource) throws IOException {
        try (@Nullable InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            return library == null ? null : library.readAllBytes();
        }
    }

    private static void deleteOthers(Path directory, Path library) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith(PREFIX))
                    .toList()) {
                if (!file.equals(library)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
