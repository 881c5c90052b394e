package io.imbridge.outbox.sqlite;

import io.imbridge.outbox.UnusableDirectoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Loads SQLite's native library, which is in the driver's jar and must be a file to be loaded. It is unpacked into the
 * outbox's directory, because the driver's own way leaves a file in {@code /tmp} after every crash, and needs a
 * {@code /tmp} from which programs may be executed.
 */
final class NativeLibrary {
    private static final Logger LOG = Logger.getLogger(NativeLibrary.class);
    private static final String PATH_KEY = "org.sqlite.lib.path";
    private static final String TEMPORARY_KEY = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /**
     * Loads the library if it is not loaded yet. The property {@code org.sqlite.lib.path} can name another place to
     * load it from.
     *
     * @param directory where to unpack it
     * @throws UnusableDirectoryException when it cannot be loaded
     */
    static synchronized void load(Path directory) {
        String failure = "";
        try {
            unpack(place(directory));
        } catch (IOException full) {
            failure = "; " + full;
        }
        try {
            initialize(directory);
        } catch (Exception | LinkageError unloadable) {
            throw new UnusableDirectoryException("SQLite's library cannot be loaded (" + unloadable.getMessage()
                    + failure + "): the outbox directory " + directory.toAbsolutePath()
                    + " must be one from which programs may be executed, or org.sqlite.lib.path must name a directory"
                    + " that has the library, or do without the outbox with bridge.outbox.enabled=false"
                    + " (BRIDGE_OUTBOX_ENABLED).");
        }
    }

    /** Loads the library that is already in the directory, if there is one, for a process that must not write there. */
    static synchronized void find(Path directory) {
        try {
            if (Files.isReadable(place(directory).resolve(LibraryLoaderUtil.getNativeLibName()))) {
                initialize(directory);
            }
        } catch (Exception | LinkageError unloadable) {
            LOG.debug("The driver is left to find the library", unloadable);
        }
    }

    /**
     * The driver's own way is the fallback. The properties that are set here must not be seen by another class loader.
     */
    private static void initialize(Path directory) throws Exception {
        boolean isNamed = System.getProperty(PATH_KEY) != null;
        if (!isNamed) {
            System.setProperty(PATH_KEY, place(directory).toString());
            System.setProperty(TEMPORARY_KEY, directory.toAbsolutePath().toString());
        }
        try {
            SQLiteJDBCLoader.initialize();
        } finally {
            if (!isNamed) {
                System.clearProperty(PATH_KEY);
                System.clearProperty(TEMPORARY_KEY);
            }
        }
    }

    private static Path place(Path directory) {
        return directory.toAbsolutePath().resolve("native");
    }

    private static void unpack(Path place) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        Path library = place.resolve(name);
        byte[] content = content(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
        if (System.getProperty(PATH_KEY) == null
                && !(Files.exists(library) && Arrays.equals(Files.readAllBytes(library), content))) {
            Path fresh = Files.createDirectories(place).resolve(name + ".new");
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
