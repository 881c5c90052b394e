package io.imbridge.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandCatalogTest {
    /**
     * The rows of the vendor's commands as they were researched: command, phase, topic, key, event time, unit, note.
     */
    static List<List<String>> found() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/commands.csv")).stream()
                .skip(1)
                .map(line -> List.of(line.split(",", 7)))
                .toList();
    }

    @Test
    void the_catalogue_has_every_command_that_was_found_and_no_other() throws IOException {
        assertThat(CommandCatalog.all())
                .extracting(CallbackCommand::name)
                .isNotEmpty()
                .containsExactlyElementsOf(
                        found().stream().map(row -> row.get(0)).toList());
    }

    @ParameterizedTest
    @MethodSource("found")
    void phase_topic_key_and_time_are_those_found(List<String> row) {
        CallbackCommand command = CommandCatalog.find(row.get(0));

        assertThat(command.isKnown()).isTrue();
        assertThat(command.phase()).hasToString(row.get(1).toUpperCase(java.util.Locale.ROOT));
        assertThat(new TopicNames("im", Map.of()).of(command.name())).isEqualTo(row.get(2));
        assertThat(key(command)).isEqualTo(row.get(3));
        assertThat(times(command)).isEqualTo(row.get(4) + " " + row.get(5));
    }

    private static String key(CallbackCommand command) {
        String separator = command.key().pair() ? "+" : "|";
        return command.key().pointers().stream()
                .map(pointer -> inBatch(command) + "/" + String.join("/", pointer))
                .collect(Collectors.joining(separator));
    }

    private static String times(CallbackCommand command) {
        if (command.times().equals(List.of(TimeRule.UNDOCUMENTED))) {
            return " ";
        }
        List<String> fields = new ArrayList<>();
        List<String> units = new ArrayList<>();
        command.times().forEach(time -> {
            fields.add(inBatch(command) + "/" + time.field());
            units.add(time.unit() == TimeUnit.SECONDS ? "s" : "ms");
        });
        return String.join("|", fields) + " " + String.join("|", units);
    }

    private static String inBatch(CallbackCommand command) {
        return command.shape() == CallbackCommand.Shape.BATCH ? "/Events/0" : "";
    }

    @Test
    void a_command_of_tomorrow_goes_to_the_topic_of_the_unknown_or_to_one_of_its_own() {
        TopicNames topics = new TopicNames(
                "acme.im", Map.of("Group.CallbackAfterTomorrow", "tomorrow", "group.callbackaftergroupfull", "full"));

        assertThat(topics.of("Group.CallbackAfterNextYear")).isEqualTo("acme.im.unknown");
        assertThat(topics.of("Group.CallbackAfterTomorrow")).isEqualTo("tomorrow");
        assertThat(topics.of("Group.CallbackAfterGroupFull")).isEqualTo("full");
        assertThat(topics.of("Group.CallbackAfterCreateTopic")).isEqualTo("acme.im.group.after-create-topic");
        assertThat(topics.deadLetter()).isEqualTo("acme.im.dead-letter");
        assertThat(CommandCatalog.find("Group.CallbackAfterTomorrow").isKnown()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A.b", "Group.CallbackAfterCreateTopic", "C2C.x_1.Y", "a.1"})
    void a_service_and_a_name_are_well_formed(String name) {
        assertThat(CallbackCommand.isWellFormed(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", ".b", "A.", "1A.b", "A..b", "A.b ", "A b.c", "Ä.b", "A.b\n", "A.b\0"})
    void anything_else_is_not(String name) {
        assertThat(CallbackCommand.isWellFormed(name)).isFalse();
    }
}
