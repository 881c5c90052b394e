package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.testkit.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of events match the catalogue and the examples. With {@code -Dgenerate} they are written again. */
class EventPagesTest {
    private static final String OUT_OF_DATE = "%s is out of date: " + Generation.COMMAND + " writes it anew";

    private final EventPages pages = new EventPages();

    EventPagesTest() throws IOException {}

    @Test
    void the_pages_say_what_the_catalogue_and_the_golden_callbacks_say() throws IOException {
        for (Map.Entry<Path, String> page : pages.all().entrySet()) {
            if (Generation.isWanted()) {
                Files.createDirectories(page.getKey().getParent());
                Files.writeString(page.getKey(), page.getValue());
            }
            assertThat(page.getKey()).as(OUT_OF_DATE, page.getKey()).exists();
            assertThat(Files.readString(page.getKey(), UTF_8))
                    .as(OUT_OF_DATE, page.getKey())
                    .isEqualTo(page.getValue());
        }
    }

    @Test
    void no_page_is_left_of_a_family_that_is_no_more() throws IOException {
        try (Stream<Path> files = Files.list(EventPages.FAMILIES)) {
            assertThat(pages.all().keySet()).containsAll(files.toList());
        }
    }

    @Test
    void every_command_and_every_family_has_its_sentence_and_there_is_no_other() {
        TreeSet<String> expected = new TreeSet<>();
        for (CallbackCommand command : CommandCatalog.all()) {
            expected.add(command.name());
            expected.add(EventPages.family(command));
        }

        assertThat(new TreeSet<>(pages.meanings().stringPropertyNames()))
                .as("src/test/resources/event-meanings.properties has one line for each command and family")
                .isEqualTo(expected);
    }
}
