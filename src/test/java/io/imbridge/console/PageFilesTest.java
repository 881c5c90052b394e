package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the pages: all are served, and none contains anything that the pages' policy forbids. */
class PageFilesTest {
    private static final Path PAGES = Path.of("src", "main", "resources", "console");

    /** Code that turns a string into markup or code, or that requests something from elsewhere. */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|srcdoc|eval\\(|new Function|"
                    + "setHTML|createContextualFragment|https?://(?!www\\.w3\\.org/2000/svg)");

    private static final Pattern INLINE = Pattern.compile("<script(?![^>]* src=)|<style|\\son\\w+=|\\sstyle=");

    @Test
    void each_is_in_the_list_of_those_that_are_served() throws IOException {
        List<String> listed = Files.readAllLines(PAGES.resolve("files.txt"));

        assertThat(listed).containsAll(names(name -> !name.equals("files.txt")));
    }

    @Test
    void none_makes_markup_of_a_string_or_names_another_host() throws IOException {
        for (String name : names(name -> true)) {
            assertThat(read(name)).as(name).doesNotContainPattern(FORBIDDEN);
        }
    }

    @Test
    void the_shell_has_nothing_inline() throws IOException {
        assertThat(read("index.html")).doesNotContainPattern(INLINE);
    }

    @Test
    void no_script_is_longer_than_a_class_may_be() throws IOException {
        for (String name : names(name -> name.endsWith(".js"))) {
            assertThat(read(name).lines().count()).as(name).isLessThanOrEqualTo(250);
        }
    }

    private static List<String> names(Predicate<String> which) throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(which)
                    .sorted()
                    .toList();
        }
    }

    private static String read(String name) throws IOException {
        return Files.readString(PAGES.resolve(name), UTF_8);
    }
}
