package io.imbridge;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of log messages names the messages that the service logs. */
class LogsPageTest {
    @Test
    void every_message_is_logged_at_its_level() throws IOException {
        String sources = sources();

        Page page = Page.of("docs/operate.md");
        assertThat(page.table("Message")).as(page.where("Message")).allSatisfy(row -> {
            List<String> messages = List.of(row.get(0).split(", "));
            List<String> levels = List.of(row.get(1).split(", "));
            assertThat(messages).hasSameSizeAs(levels);
            for (int i = 0; i < messages.size(); i++) {
                assertThat(sources)
                        .containsPattern("LOG\\." + levels.get(i).toLowerCase(Locale.ROOT) + "f?\\([^\";]*\""
                                + Page.code(messages.get(i)) + "[ \"]");
            }
        });
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(Files::isRegularFile).map(LogsPageTest::text).collect(joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
