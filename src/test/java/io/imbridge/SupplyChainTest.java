package io.imbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the project learns of a vulnerable dependency: every file that names a version is covered. */
class SupplyChainTest {
    private static final Path RENOVATE = Path.of(".github", "renovate.json");

    /** Renovate's names for the parts that read each kind of file. */
    private static final Map<String, String> MANAGERS = Map.of(
            "pom.xml", "maven",
            "maven-wrapper.properties", "maven-wrapper",
            "package.json", "npm",
            "Dockerfile", "dockerfile",
            "docker-compose.yml", "docker-compose");

    /** Directories without versions of dependencies, although their files' names suggest it, or outside the project. */
    private static final Set<String> ELSEWHERE = Set.of(".git", "target", "node_modules", "data");

    @Test
    void every_file_that_names_a_version_has_its_manager() throws IOException {
        JsonNode renovate = GoldenCallback.JSON.readTree(Files.readAllBytes(RENOVATE));

        assertThat(renovate.get("enabledManagers"))
                .extracting(JsonNode::textValue)
                .containsExactlyInAnyOrderElementsOf(files().keySet());
        assertThat(files().get("maven"))
                .contains(
                        Path.of("pom.xml"),
                        Path.of("docs", "consumers", "java", "pom.xml"),
                        Path.of("docs", "consumers", "database", "pom.xml"));
        assertThat(files().get("npm")).contains(Path.of("docs", "consumers", "node", "package.json"));
    }

    @Test
    void no_such_file_is_ignored() throws IOException {
        JsonNode renovate = GoldenCallback.JSON.readTree(Files.readAllBytes(RENOVATE));
        List<String> patterns = new ArrayList<>();
        // If it is given, it replaces the recommended list, which would leave out all tests.
        renovate.get("ignorePaths").forEach(pattern -> patterns.add(pattern.textValue()));

        assertThat(files().values().stream().flatMap(Set::stream)).isNotEmpty().noneMatch(file -> patterns.stream()
                .anyMatch(pattern -> matches(pattern, file)));
        assertThat(patterns)
                .anyMatch(pattern -> matches(pattern, Path.of("docs", "node_modules", "a", "package.json")));
    }

    @Test
    void known_weaknesses_are_told_of_and_not_only_newer_versions() throws IOException {
        JsonNode renovate = GoldenCallback.JSON.readTree(Files.readAllBytes(RENOVATE));

        assertThat(renovate.at("/vulnerabilityAlerts/enabled").booleanValue()).isTrue();
        assertThat(renovate.get("osvVulnerabilityAlerts").booleanValue()).isTrue();
    }

    @Test
    void the_document_names_the_file_and_a_command_that_checks_the_bill_of_materials() throws IOException {
        assertThat(Files.readString(Path.of("docs/security.md")))
                .contains(RENOVATE.toString(), "\nosv-scanner scan source -L target/bom.json\n");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<outputFile>${project.build.directory}/bom.json</outputFile>");
    }

    /** The files that name versions, by the part of Renovate that reads them. */
    private static Map<String, Set<Path>> files() throws IOException {
        Map<String, Set<Path>> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(Path.of(""))) {
            all.filter(file -> Stream.of(file.toString().split("/")).noneMatch(ELSEWHERE::contains))
                    .filter(file -> MANAGERS.containsKey(file.getFileName().toString()))
                    .forEach(file -> files.computeIfAbsent(
                                    MANAGERS.get(file.getFileName().toString()), manager -> new TreeSet<>())
                            .add(file));
        }
        return files;
    }

    private static boolean matches(String pattern, Path file) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(file);
    }
}
