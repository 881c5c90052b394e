package io.imbridge.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Dev mode copies all changed files below a resource directory, whichever of them are packaged, and restarts for
 * classes.
 */
class WatchedDirectoriesTest {
    private static final Pattern RESOURCES =
            Pattern.compile("<resource>\\s*<directory>([^<]+)</directory>", Pattern.DOTALL);

    /** Files of projects with a build of their own, which writes beside them. */
    private static final List<String> BUILDS = List.of("pom.xml", "package.json");

    @Test
    void nothing_is_built_where_dev_mode_looks_for_changed_resources() throws IOException {
        List<Path> directories = RESOURCES
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(directory -> Path.of(directory.group(1)))
                .toList();

        assertThat(directories).contains(Path.of("src/main/resources"), Path.of("docs/schemas"));
        for (Path directory : directories) {
            try (Stream<Path> files = Files.walk(directory)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .as(directory.toString())
                        .doesNotContainAnyElementsOf(BUILDS);
            }
        }
    }
}
