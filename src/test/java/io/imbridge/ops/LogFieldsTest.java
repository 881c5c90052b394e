package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.junit.jupiter.api.Test;

class LogFieldsTest {
    private static final String LITERAL = "\"(?:[^\"\\\\]|\\\\.)*\"";

    /** A call with its format, possibly after an exception, possibly in pieces. */
    private static final Pattern LOGGED =
            Pattern.compile("LOG\\.\\w+f\\((?:[^\"(),]*,)?\\s*(" + LITERAL + "(?:\\s*\\+\\s*" + LITERAL + ")*)");

    private final FieldFormatter formatter = new FieldFormatter(new JsonFormatter());

    @Test
    void a_line_is_its_phrase_and_its_fields() {
        JsonObject line =
                format(line("Topic paused topic=%s reason=%s sentence=\"%s\"", "t", "no-leader", "it \"has\" none"));

        assertThat(line.getString("message")).isEqualTo("Topic paused");
        assertThat(line.getString("topic")).isEqualTo("t");
        assertThat(line.getString("reason")).isEqualTo("no-leader");
        assertThat(line.getString("sentence")).isEqualTo("it \"has\" none");
        assertThat(line.getString("level")).isEqualTo("WARN");
    }

    @Test
    void numbers_are_numbers_but_where_they_have_a_unit() {
        JsonObject line = format(line("Bridge configured apps=%d budget=%dms create-topics=%b", 3, 1500L, true));

        assertThat(line.getMap())
                .containsAllEntriesOf(
                        Map.of("message", "Bridge configured", "apps", 3, "budget", "1500ms", "create-topics", true));
    }

    @Test
    void what_is_no_such_line_stays_as_it_is() {
        ExtLogRecord foreign = line("Topic paused topic=%s", "t");
        foreign.setLoggerName("org.apache.kafka");

        assertThat(format(foreign).getString("message")).isEqualTo("Topic paused topic=t");
        assertThat(format(line("It is at localhost:%d", 9092)).getString("message"))
                .isEqualTo("It is at localhost:9092");
        assertThat(format(line("Relay ended")).getString("message")).isEqualTo("Relay ended");
    }

    @Test
    void values_cannot_break_out_of_their_fields() {
        JsonObject line = format(line("Topic paused topic=%s", "x\",\"level\":\"INFO\"}\n{"));

        assertThat(line.getString("level")).isEqualTo("WARN");
        assertThat(line.getString("topic")).isEqualTo("x\",\"level\":\"INFO\"}\n{");
    }

    @Test
    void all_lines_of_the_service_are_such_lines() throws IOException {
        List<String> formats;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/imbridge"))) {
            formats = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/dev/"))
                    .flatMap(LogFieldsTest::formats)
                    .filter(format -> format.contains("%"))
                    .toList();
        }

        assertThat(formats).hasSizeGreaterThan(10).allSatisfy(format -> {
            Object[] values = new Object[format.split("%", -1).length - 1];
            Arrays.fill(values, 1);
            assertThat(LogFields.of(line(format, values))).as(format).isNotNull();
        });
    }

    private static Stream<String> formats(Path file) {
        try {
            return LOGGED.matcher(Files.readString(file))
                    .results()
                    .map(call -> call.group(1).replaceAll("\"\\s*\\+\\s*\"", ""))
                    .map(joined -> joined.substring(1, joined.length() - 1).replace("\\\"", "\""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private JsonObject format(ExtLogRecord line) {
        return new JsonObject(formatter.format(line));
    }

    private static ExtLogRecord line(String format, Object... values) {
        ExtLogRecord line = new ExtLogRecord(Level.WARNING, format, FormatStyle.PRINTF, LogFieldsTest.class.getName());
        line.setLevel(org.jboss.logmanager.Level.WARN);
        line.setLoggerName("io.imbridge.Some");
        line.setParameters(values);
        return line;
    }
}
