package io.imbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.testkit.Generation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files for consumers match the catalogue, and keep the promise of their version.
 *
 * <p>{@code -Dgenerate} writes them again, and adds the schemas of new topics to the released schemas of their version.
 * {@code -Dgenerate=release} releases all schemas, which then promise more, and never less.
 */
class ContractFilesTest {
    static Stream<String> releasedNames() {
        return ContractFiles.released().keySet().stream().sorted();
    }

    @BeforeAll
    static void write() {
        if (Generation.isWanted()) {
            ContractFiles.write();
            ContractFiles.releaseNew();
        }
        if (Generation.isOfRelease() && breaks().isEmpty()) {
            ContractFiles.release();
        }
    }

    @Test
    void the_files_are_what_the_catalogue_makes() {
        Map<Path, String> present = ContractFiles.present();
        Map<Path, String> made = ContractFiles.made();
        Set<Path> outOfDate = new TreeSet<>(present.keySet());
        outOfDate.addAll(made.keySet());
        outOfDate.removeIf(file -> Objects.equals(present.get(file), made.get(file)));

        assertThat(outOfDate)
                .as("generated files that are out of date: %s writes them again", Generation.COMMAND)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("releasedNames")
    void a_released_schema_keeps_its_promise(String name) {
        assertThat(breaks())
                .as(
                        "what breaks version %d: undo it, or make a new version (docs/schemas/README.md)",
                        EventSchemas.VERSION)
                .doesNotContainKey(name);
    }

    @Test
    void the_first_release_of_this_version_is_kept() {
        assertThat(ContractFiles.released().keySet())
                .as("the promised schemas have one for each topic: %s adds new ones", Generation.COMMAND)
                .contains(EventSchemas.COMMON, EventSchemas.UNKNOWN)
                .containsAll(CommandCatalog.all().stream()
                        .map(CallbackCommand::topicSuffix)
                        .toList());
    }

    /** The changes that break the promise of the version, by the schema's name. */
    private static Map<String, Object> breaks() {
        Map<String, Object> breaks = new HashMap<>();
        Map<String, ? extends JsonNode> now = EventSchemas.all();
        ContractFiles.released().forEach((name, earlier) -> {
            Object found = now.containsKey(name) ? SchemaComparison.breaks(earlier, now.get(name)) : "it was removed";
            if (!found.equals(List.of())) {
                breaks.put(name, found);
            }
        });
        return breaks;
    }
}
