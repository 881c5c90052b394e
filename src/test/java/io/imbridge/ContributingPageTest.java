package io.imbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Generation;
import io.imbridge.testkit.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for contributors names things that exist. */
class ContributingPageTest {
    private static final Pattern FILE = Pattern.compile("`((?:src|docs|deploy|bench|\\.ci)/[\\w./-]+)`");
    private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w+(?:Test|IT)\\b");

    private final Page page = Page.of("CONTRIBUTING.md");

    @Test
    void every_package_stands() throws IOException {
        try (Stream<Path> packages = Files.list(Path.of("src/main/java/io/imbridge"))) {
            List<String> expected = packages.filter(Files::isDirectory)
                    .map(directory -> directory.getFileName().toString())
                    .toList();

            assertThat(page.column("Package", 0).stream().map(Page::code))
                    .as(page.where("Package"))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void every_file_that_it_names_is_there() {
        List<Path> named = FILE.matcher(page.text())
                .results()
                .map(file -> Path.of(file.group(1)))
                .toList();

        assertThat(named)
                .hasSizeGreaterThan(20)
                .allSatisfy(file -> assertThat(file).as("named by %s", page).exists());
    }

    @Test
    void every_test_that_it_names_is_there() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            Set<String> tests = sources.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());

            assertThat(TEST.matcher(page.text()).results().map(test -> test.group()))
                    .as("tests named by %s", page)
                    .isNotEmpty()
                    .isSubsetOf(tests);
        }
    }

    @Test
    void the_command_that_generates_files_is_the_one_that_failing_tests_name() {
        assertThat(page.text()).contains(Generation.COMMAND);
    }
}
