package io.imbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The links in the documentation lead somewhere, and no page is too long. */
class DocumentationTest {
    private static final Path README = Path.of("README.md");
    private static final int README_LINES = 200;
    private static final int PAGE_LINES = 300;

    /** Directories of pages that others wrote, or that a build created. */
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");

    /** Generated pages list examples, and nobody reads them from beginning to end. */
    private static final String GENERATED = "<!-- Made by ";

    static List<Page> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of(file.toString().split("/")).noneMatch(NOT_OURS::contains))
                    .sorted()
                    .map(Page::of)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_of_a_page_leads_to_a_file_and_to_a_heading_in_it(Page page) {
        List<String> broken = new ArrayList<>();
        for (String link : page.links()) {
            if (!link.matches("[a-z]+:.*")) {
                wrong(page, link).ifPresent(broken::add);
            }
        }

        assertThat(broken).as("%s: links that lead nowhere", page).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_of_prose_can_be_read_at_once(Page page) {
        int limit = page.file().equals(README) ? README_LINES : PAGE_LINES;

        if (!page.text().startsWith(GENERATED)) {
            assertThat(page.text().lines().count())
                    .as("%s: lines; move a section to a page of its own", page)
                    .isLessThanOrEqualTo(limit);
        }
    }

    @Test
    void every_page_of_docs_is_in_the_index() throws IOException {
        Page index = Page.of("docs/README.md");
        List<Path> linked = index.links().stream()
                .map(link -> target(index, link.replaceFirst("#.*", "")))
                .toList();
        List<Path> pages = pages().stream()
                .map(Page::file)
                .filter(file -> Path.of("docs").equals(file.getParent()))
                .filter(file -> !file.equals(index.file()))
                .toList();

        assertThat(linked).as("%s: links to all pages beside it", index).containsAll(pages);
    }

    @Test
    void the_faults_of_the_readme_are_rows_of_the_page_that_has_all() {
        Page all = Page.of("docs/reliability.md");

        assertThat(Page.of(README).table("Scenario"))
                .as("%s and %s", README, all.where("Scenario"))
                .isSubsetOf(all.table("Scenario"));
    }

    @Test
    void the_readme_has_the_two_commands_that_everybody_needs() {
        assertThat(Page.of(README).blocks("sh")).contains("./mvnw quarkus:dev", "./mvnw verify");
    }

    /** The mistake in a link inside the project; empty if its target exists. */
    private static Optional<String> wrong(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path target = target(page, parts[0]);
        if (!Files.exists(target)) {
            return Optional.of(link + ": there is no " + target);
        }
        boolean hasHeading = parts.length == 1 || Page.of(target).anchors().contains(parts[1]);
        return hasHeading ? Optional.empty() : Optional.of(link + ": no heading of " + target + " has this anchor");
    }

    private static Path target(Page page, String link) {
        return link.isEmpty()
                ? page.file()
                : Path.of("").resolve(page.file()).resolveSibling(link).normalize();
    }
}
