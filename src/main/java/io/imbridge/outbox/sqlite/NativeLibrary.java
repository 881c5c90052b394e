package io.imbridge.outbox.sqlite;

import io.imbridge.outbox.UnusableDirectoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, which comes in the driver and must be a file to be loaded. It is unpacked into the outbox's
 * directory: the driver's own way leaves a file in {@code /tmp} after every crash, and needs a {@code /tmp} from which
 * programs may be executed.
 */
final class NativeLibrary {
    private static final String PATH_KEY = "org.sqlite.lib.path";
    private static final String NAME_KEY = "org.sqlite.lib.name";

    private NativeLibrary() {}

    /**
     * Loads the library, unless that has happened; with {@code org.sqlite.lib.path}, from where that says.
     *
     * @param directory where to unpack it
     * @throws UnusableDirectoryException when it cannot be loaded
     */
    static synchronized void load(Path directory) {
        String failure = "";
        try {
            if (System.getProperty(PATH_KEY) == null) {
                unpack(library(directory));
                find(directory);
            }
        } catch (IOException full) {
            failure = "; " + full;
            // The driver's own way is the last one.
            System.setProperty("org.sqlite.tmpdir", directory.toAbsolutePath().toString());
        }
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError unloadable) {
            throw new UnusableDirectoryException("SQLite's library cannot be loaded (" + unloadable.getMessage()
                    + failure + "): the outbox directory " + directory.toAbsolutePath()
                    + " must be one from which programs may be executed, or org.sqlite.lib.path must name a directory"
                    + " that has the library, or do without the outbox with bridge.outbox.enabled=false"
                    + " (BRIDGE_OUTBOX_ENABLED).");
        }
    }

    /** For somebody who must not write there: takes the library that is there, if there is one. */
    static synchronized void find(Path directory) {
        Path library = library(directory);
        if (System.getProperty(PATH_KEY) == null && Files.isReadable(library)) {
            System.setProperty(PATH_KEY, directory.toAbsolutePath().toString());
            System.setProperty(NAME_KEY, library.getFileName().toString());
        }
    }

    private static Path library(Path directory) {
        return directory.toAbsolutePath().resolve("sqlite-" + LibraryLoaderUtil.getNativeLibName());
    }

    private static void unpack(Path library) throws IOException {
        byte[] content =
                content(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName());
        if (!Files.exists(library) || !Arrays.equals(Files.readAllBytes(library), content)) {
            Path fresh = library.resolveSibling(library.getFileName() + ".new");
            Files.write(fresh, content);
            Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static byte[] content(String resource) throws IOException {
        try (@Nullable InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException("the driver has none for this system");
            }
            return library.readAllBytes();
        }
    }
}
