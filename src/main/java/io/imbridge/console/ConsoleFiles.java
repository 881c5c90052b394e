package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of the pages, from the package's folder {@code console}: exactly the files that its {@code files.txt}
 * lists, one a line. They are read once.
 */
final class ConsoleFiles {
    /** The HTML of every page before its script runs. */
    static final String SHELL = "index.html";

    private static final String FOLDER = "console/";
    private static final String LIST = "files.txt";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    /**
     * A file.
     *
     * @param tag the file's {@code ETag}, which changes with the content
     */
    record Asset(String type, String tag, Buffer content) {}

    private final Map<String, Asset> files = new HashMap<>();

    /**
     * Reads the files.
     *
     * @throws IllegalStateException when a listed file is not in the package
     */
    ConsoleFiles() {
        new String(bytes(LIST), UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(name -> files.put(name, asset(name)));
    }

    /** The file with a name; null if the list does not have it. */
    @Nullable
    Asset find(String name) {
        return files.get(name);
    }

    private static Asset asset(String name) {
        byte[] content = bytes(name);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("of no type that a browser is told: " + name);
        }
        return new Asset(type, "\"" + digest(content) + "\"", Buffer.buffer(content));
    }

    private static byte[] bytes(String name) {
        try (@Nullable InputStream file = ConsoleFiles.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalStateException("not in the package: " + FOLDER + name);
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String digest(byte[] content) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(all, 0, 16);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }
}
