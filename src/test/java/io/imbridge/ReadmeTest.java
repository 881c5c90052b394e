package io.imbridge;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackCommand.Phase;
import io.imbridge.callback.CallbackCommand.Shape;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.TimeRule;
import io.imbridge.callback.TopicNames;
import io.imbridge.testkit.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables on commands, refusals and packages say what the code says, all of it and nothing else. */
class ReadmeTest {
    private final Page page = Page.of("README.md");
    private final TopicNames topics = new TopicNames("im", Map.of());

    @Test
    void every_command_stands_with_its_topic_its_key_and_its_time() {
        List<List<String>> expected = CommandCatalog.all().stream()
                .map(command -> List.of(
                        "`" + command.name() + "`",
                        "`" + topics.of(command.name()) + "`",
                        key(command),
                        times(command)))
                .toList();

        assertThat(page.table("Command")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void the_profile_commands_come_first_and_the_others_are_counted() {
        List<String> profile = names(command -> command.shape() == Shape.PROFILE);
        int others = CommandCatalog.all().size() - profile.size();

        assertThat(page.column("Command", 0).stream().map(Page::code).limit(profile.size()))
                .containsExactlyInAnyOrderElementsOf(profile);
        assertThat(page.text()).contains("The other " + others + " commands");
    }

    @Test
    void the_switches_bring_the_profile_commands() {
        List<String> brought = page.table("Switch in the console").stream()
                .flatMap(row -> row.subList(1, row.size()).stream())
                .filter(cell -> !cell.equals("—"))
                .map(Page::code)
                .toList();

        assertThat(brought)
                .containsAll(names(command -> command.shape() == Shape.PROFILE))
                .isSubsetOf(names(command -> command.phase() == Phase.AFTER));
    }

    @Test
    void the_two_topics_beside_the_commands_are_named() {
        assertThat(page.text())
                .contains("\n- `" + topics.of("Group.CallbackAfterTomorrow") + "` ")
                .contains("\n- `" + topics.deadLetter() + "` ");
    }

    @Test
    void every_refusal_stands_with_its_status_its_code_its_reason_and_what_to_mend() {
        List<List<String>> expected = Arrays.stream(Refusal.values())
                .map(refusal -> List.of(
                        Integer.toString(refusal.status()),
                        Integer.toString(refusal.code()),
                        "`" + refusal.tag() + "`",
                        refusal.sentence()))
                .toList();

        assertThat(page.table("HTTP")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void every_package_stands() throws IOException {
        try (Stream<Path> packages = Files.list(Path.of("src/main/java/io/imbridge"))) {
            List<String> expected = packages.filter(Files::isDirectory)
                    .map(directory -> directory.getFileName().toString())
                    .toList();

            assertThat(page.column("Package", 0).stream().map(Page::code))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void what_is_linked_inside_the_project_exists() {
        List<String> links = Pattern.compile("]\\(([^)]+)\\)")
                .matcher(page.text())
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.startsWith("https://"))
                .toList();

        assertThat(links).isNotEmpty().allSatisfy(link -> {
            if (link.startsWith("#")) {
                assertThat(anchors()).contains(link);
            } else {
                assertThat(Path.of(link.replaceFirst("#.*", ""))).exists();
            }
        });
    }

    /** As GitHub makes them of headings. */
    private List<String> anchors() {
        return page.text()
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", ""))
                .map(heading -> "#"
                        + heading.toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9 -]", "")
                                .replace(' ', '-'))
                .toList();
    }

    private static List<String> names(Predicate<CallbackCommand> which) {
        return CommandCatalog.all().stream()
                .filter(which)
                .map(CallbackCommand::name)
                .toList();
    }

    private static String key(CallbackCommand command) {
        String separator = command.key().pair() ? " + " : ", else ";
        String pointers = command.key().pointers().stream()
                .map(pointer -> "`/" + String.join("/", pointer) + "`")
                .collect(joining(separator));
        return pointers.isEmpty() ? "—" : owner(command) + pointers;
    }

    private static String times(CallbackCommand command) {
        // Only where the vendor documents no time are small numbers not believed.
        boolean documented = command.times().stream().allMatch(TimeRule::documented);
        return documented
                ? owner(command)
                        + command.times().stream().map(ReadmeTest::time).collect(joining(", else "))
                : "—";
    }

    private static String time(TimeRule rule) {
        return "`" + rule.field() + "` in " + (rule.unit() == TimeUnit.SECONDS ? "s" : "ms");
    }

    private static String owner(CallbackCommand command) {
        return command.shape() == Shape.BATCH ? "each event's " : "";
    }
}
