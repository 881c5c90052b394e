package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.outbox.OutboxRig;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text from strangers on an operator's terminal. */
class PrintableTest extends OutboxCommands {
    /** One character of each kind that a terminal obeys, does not show, or treats as the end of a line. */
    private static final String HOSTILE =
            "\n\r\t\0\b\u001b[2J\u007f\u0085\u009b\u2028\u2029\u202e\u2066\u2069\u200b\u200d\u2060"
                    + "\ufeff\u00ad\u061c\u180e\u034f\u3164\ufe0f\ufff9\ufdd0\uffff\ue000\udb40\udc41\udb40\udd00";

    @ParameterizedTest
    @CsvSource({
        "000a,\\u000a",
        "0009,\\u0009",
        "001b,\\u001b",
        "0085,\\u0085",
        "2028,\\u2028",
        "202e,\\u202e",
        "200b,\\u200b",
        "feff,\\ufeff",
        "fe0f,\\ufe0f",
        "e0041,\\udb40\\udc41",
        "d800,\\ud800",
    })
    void what_is_not_shown_stands_as_its_escape(String character, String escape) {
        String text = Character.toString(Integer.parseInt(character, 16));

        assertThat(Printable.of("a" + text + "b")).isEqualTo("a" + escape + "b");
    }

    @Test
    void what_is_shown_stays_as_it_is() {
        for (String text : List.of("", " ", "群组 é ñ", "😀🗺", "{\"a\":\"\\n\"}", "€%$\\", "עברית", "ไทย")) {
            assertThat(Printable.of(text)).isEqualTo(text);
        }
    }

    @Test
    void no_field_of_a_record_prints_anything_hidden_or_a_line_of_its_own() throws IOException {
        OutboxRecord hostile = new OutboxRecord(
                "im.a" + HOSTILE,
                "k" + HOSTILE + "records  0",
                "A.b" + HOSTILE,
                "1" + HOSTILE,
                EVENT.id(),
                "00" + HOSTILE,
                TIME,
                TIME,
                "not-json" + HOSTILE,
                "00" + HOSTILE,
                ("{\"a\":1}" + HOSTILE + "\nrecords  0\ntopic        im.b").getBytes(UTF_8));
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, hostile);
            JsonNode line = lines(outbox("export")).get(0);

            String shown = outbox("show", line.get("sequence").asText()).out();

            assertShown(shown);
            assertThat(shown.lines()).hasSize(14).last().asString().startsWith("{\"a\":1}\\u000a\\u000d");
            assertShown(outbox("status").out());
            assertThat(outbox("status").out().lines()).hasSize(6);
            assertShown(outbox("export").out());
            assertThat(outbox("export").out().lines()).hasSize(1);
            assertThat(line.get("key").textValue()).isEqualTo(hostile.key());
            assertThat(line.get("value").textValue()).isEqualTo(new String(hostile.value(), UTF_8));
        }
    }

    @Test
    void what_is_wrong_with_a_file_does_not_either() throws Exception {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            keep(rig, EVENT);
        }
        String name = "\"" + HOSTILE.replace("\0", "") + "\"";
        change(
                "CREATE TABLE " + name + " (a)",
                "INSERT INTO " + name + " VALUES (NULL)",
                "PRAGMA writable_schema = ON",
                "UPDATE sqlite_schema SET sql = replace(sql, '(a)', '(a NOT NULL)')");

        String verified = outbox("verify").err();

        assertShown(verified);
        assertThat(verified.lines()).hasSize(1).first().asString().contains("\\u000a");
    }

    private static void assertShown(String printed) {
        assertThat(printed).contains("\\u202e").endsWith("\n");
        assertThat(printed.replace("\n", "").codePoints()).allSatisfy(character -> {
            assertThat(Character.getType(character))
                    .isNotIn(
                            (int) Character.CONTROL,
                            (int) Character.FORMAT,
                            (int) Character.LINE_SEPARATOR,
                            (int) Character.PARAGRAPH_SEPARATOR,
                            (int) Character.SURROGATE,
                            (int) Character.PRIVATE_USE,
                            (int) Character.UNASSIGNED);
            assertThat(character).isNotIn(0x34f, 0x3164, 0xfe0f, 0xe0100);
        });
    }
}
