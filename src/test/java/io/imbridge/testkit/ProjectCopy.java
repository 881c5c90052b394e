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
 * What Maven needs of this project to run the service, in a directory of its own with a {@code target} of its own.
 *
 * @param directory where it is, below this project's {@code target}
 */
public record ProjectCopy(Path directory) {
    private static final List<String> PARTS = List.of("pom.xml", "mvnw", ".mvn", "src/main", "docs");

    /** A new one, in place of any of that name. */
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

    /** Runs {@code ./mvnw} there, on this JVM's Java, and with this build's local repository; offline if this build is. */
    public ChildProcess mvnw(String... arguments) {
        return Maven.run(directory.resolve("mvnw"), directory, Map.of(), arguments);
    }

    /** Puts one text in the place of another, which must be there once. */
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
