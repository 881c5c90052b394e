package io.imbridge.callback;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.CallbackCommand.Phase;
import io.imbridge.callback.CallbackCommand.Shape;
import io.imbridge.testkit.Page;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The table of commands and topics matches the catalogue exactly. */
class TopicsPageTest {
    private final Page page = Page.of("docs/topics.md");
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

        assertThat(page.table("Command")).as(page.where("Command")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void the_profile_commands_come_first_and_the_others_are_counted() {
        List<String> profile = names(command -> command.shape() == Shape.PROFILE);
        int others = CommandCatalog.all().size() - profile.size();

        assertThat(page.column("Command", 0).stream().map(Page::code).limit(profile.size()))
                .as(page.where("Command"))
                .containsExactlyInAnyOrderElementsOf(profile);
        assertThat(page.text()).as("%s", page).contains("The other " + others + " commands");
    }

    @Test
    void the_switches_bring_the_profile_commands() {
        Page deploy = Page.of("docs/deploy.md");
        List<String> brought = deploy.table("Switch in the console").stream()
                .flatMap(row -> row.subList(1, row.size()).stream())
                .filter(cell -> !cell.equals("—"))
                .map(Page::code)
                .toList();

        assertThat(brought)
                .as(deploy.where("Switch in the console"))
                .containsAll(names(command -> command.shape() == Shape.PROFILE))
                .isSubsetOf(names(command -> command.phase() == Phase.AFTER));
    }

    @Test
    void the_two_topics_beside_the_commands_are_named() {
        assertThat(page.text())
                .as("%s", page)
                .contains("\n- `" + topics.of("Group.CallbackAfterTomorrow") + "` ")
                .contains("\n- `" + topics.deadLetter() + "` ");
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
        // Small numbers are rejected only where the vendor does not document the time.
        boolean documented = command.times().stream().allMatch(TimeRule::documented);
        return documented
                ? owner(command)
                        + command.times().stream().map(TopicsPageTest::time).collect(joining(", else "))
                : "—";
    }

    private static String time(TimeRule rule) {
        return "`" + rule.field() + "` in " + (rule.unit() == TimeUnit.SECONDS ? "s" : "ms");
    }

    private static String owner(CallbackCommand command) {
        return command.shape() == Shape.BATCH ? "each event's " : "";
    }
}
