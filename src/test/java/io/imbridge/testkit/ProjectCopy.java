package io.imbridge.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of the parts of this project that Maven needs to run the service, in a directory with its own {@code target}.
 *
 * @param directory the directory, below this project's {@code target}
 */
public record ProjectCopy(Path directory) {
    private static final List<String> PARTS = List.of("pom.xml", "mvnw", ".mvn", "src/main", "docs");

    /** Makes a new copy, and replaces an existing one with this name. */
    public static ProjectCopy fresh(String name) {
        ProjectCopy copy = new ProjectCopy(Path.of("target").resolve(name).toAbsolutePath());
        try {
            copy.delete();
            for (String part : PARTS) {
                copy.take(Path.of(part));
            }
            return copy;
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    /**
     * Runs {@code ./mvnw} there, with this JVM's Java and this build's local repository, and offline if this build is.
     */
    public ChildProcess mvnw(String... arguments) {
        return Maven.run(directory.resolve("mvnw"), directory, Map.of(), arguments);
    }

    /** Replaces a text, which must occur exactly once, with another. */
    public void edit(String file, String from, String to) {
        Path path = directory.resolve(file);
        try {
            String[] around = Files.readString(path).split(Pattern.quote(from), -1);
            if (around.length != 2) {
                throw new IllegalArgumentException(path + " has " + (around.length - 1) + " times: " + from);
            }
            Files.writeString(path, String.join(to, around));
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    private void take(Path part) throws IOException {
        try (Stream<Path> files = Files.walk(part)) {
            for (Path file : files.toList()) {
                Path to = directory.resolve(file.toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void delete() throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
