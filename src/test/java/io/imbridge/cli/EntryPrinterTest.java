package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.events.CommandSet;
import io.imbridge.events.EntryFilter;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** The output of events on a terminal and in a pipe. */
class EntryPrinterTest {
    private static final String EVENT =
            "{\"command\":\"Group.CallbackAfterGroupInfoChanged\",\"sdkAppId\":\"1\",\"groupId\":"
                    + "\"g\",\"operator\":\"leckie\",\"changes\":{\"name\":\"@|red a|@\\u001b[2J\"}}";

    @Test
    void a_sentence_is_a_line_with_its_time_and_where_it_is_and_obeys_nobody() {
        assertThat(lines(EntryFilter.ALL, EntryPrinter.Form.SENTENCE, Ansi.OFF, record(EVENT)))
                .containsExactly(
                        "2026-11-21T08:30:00.123Z  leckie renamed the group to “@|red a|@⟨U+001B⟩[2J”  im.t/3/7");
    }

    @Test
    void on_a_terminal_it_has_colour() {
        assertThat(lines(EntryFilter.ALL, EntryPrinter.Form.SENTENCE, Ansi.ON, record(EVENT)))
                .singleElement()
                .asString()
                .contains("\u001b[1mleckie\u001b[", "\u001b[32m“@|red a|@⟨U+001B⟩[2J”\u001b[");
    }

    @Test
    void json_is_one_line_that_has_the_value() {
        assertThat(lines(EntryFilter.ALL, EntryPrinter.Form.JSON, Ansi.ON, record(EVENT)))
                .singleElement()
                .asString()
                .startsWith("{\"id\":\"im.t/3/7\",")
                .contains(
                        "\"sentence\":\"leckie renamed the group to @|red a|@⟨U+001B⟩[2J\"", "\"value\":{\"command\"");
    }

    @Test
    void what_a_read_corrected_is_a_sentence_too() {
        assertThat(lines(
                        EntryFilter.ALL,
                        EntryPrinter.Form.SENTENCE,
                        Ansi.OFF,
                        record("{\"corrected\":\"ended\",\"sdkAppId\":\"1\",\"groupId\":\"g\"}")))
                .singleElement()
                .asString()
                .contains("g differed from the vendor: it has ended there; corrected by a read");
    }

    @Test
    void what_is_no_event_is_printed_in_full() {
        assertThat(lines(EntryFilter.ALL, EntryPrinter.Form.SENTENCE, Ansi.OFF, record("{\"name\":\"x\"}")))
                .startsWith("=== im.t 3@7  2026-11-21T08:30:00.123Z")
                .contains("  \"name\" : \"x\"");
    }

    @Test
    void a_dead_letter_says_so() {
        ConsumerRecord<byte[], byte[]> dead = record("no JSON");
        dead.headers().add("dead_letter_reason", "record-too-large".getBytes(UTF_8));

        assertThat(lines(EntryFilter.ALL, EntryPrinter.Form.SENTENCE, Ansi.OFF, dead))
                .containsExactly(
                        "2026-11-21T08:30:00.123Z  Dead letter (record-too-large) A record that is no event of this"
                                + " service  im.t/3/7");
    }

    @Test
    void what_does_not_fit_is_not_printed() {
        assertThat(lines(
                        new EntryFilter(null, CommandSet.ANY, "other", null, null, null),
                        EntryPrinter.Form.FULL,
                        Ansi.OFF,
                        record(EVENT)))
                .isEmpty();
        assertThat(new EntryPrinter(EntryFilter.ALL, Long.MAX_VALUE, EntryPrinter.Form.FULL, Ansi.OFF)
                        .lines(record(EVENT)))
                .isEmpty();
    }

    private static List<String> lines(
            EntryFilter filter, EntryPrinter.Form form, Ansi ansi, ConsumerRecord<byte[], byte[]> record) {
        return new EntryPrinter(filter, Long.MIN_VALUE, form, ansi).lines(record);
    }

    private static ConsumerRecord<byte[], byte[]> record(String value) {
        return new ConsumerRecord<>(
                "im.t",
                3,
                7,
                1795249800123L,
                TimestampType.CREATE_TIME,
                -1,
                value.length(),
                null,
                value.getBytes(UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }
}
