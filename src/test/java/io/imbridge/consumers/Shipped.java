package io.imbridge.consumers;

import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Maven;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A consumer of {@code docs/consumers}, run by Maven, in the state in which readers have it: copied out of the
 * repository.
 *
 * @param directory the directory of the copy
 */
record Shipped(Path directory) {
    /** Copies a consumer, and changes each file with {@code edit}. */
    static Shipped copy(String name, UnaryOperator<String> edit) {
        Path source = Path.of("docs", "consumers", name);
        Path directory = Path.of("target", "consumers", name).toAbsolutePath();
        try (Stream<Path> files = Files.walk(source)) {
            List<Path> shipped = files.filter(Files::isRegularFile)
                    .filter(file -> !source.relativize(file).startsWith("target"))
                    .toList();
            for (Path file : shipped) {
                Path to = directory.resolve(source.relativize(file));
                Files.createDirectories(to.getParent());
                Files.writeString(to, edit.apply(Files.readString(file)));
            }
            return new Shipped(directory);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    ChildProcess maven(Map<String, String> settings, String... arguments) {
        return Maven.run(Path.of("mvnw").toAbsolutePath(), directory, settings, arguments);
    }
}
