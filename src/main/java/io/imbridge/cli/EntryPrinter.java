package io.imbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.events.Entry;
import io.imbridge.events.EntryFilter;
import io.imbridge.events.EntryJson;
import io.imbridge.events.EntryReader;
import io.imbridge.events.ValueJson;
import io.imbridge.words.Names;
import io.imbridge.words.Part;
import io.imbridge.words.Sentences;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Prints the records that match a filter: a sentence in a line, a line of JSON, or the record in full. A record that is
 * not an event is also printed in full.
 */
final class EntryPrinter implements RecordPrinter {
    /** How much to print of an event. */
    enum Form {
        SENTENCE,
        JSON,
        FULL
    }

    private final EntryReader reader = new EntryReader(Names.NONE);
    private final EntryFilter filter;
    private final long notBefore;
    private final Form form;
    private final Ansi ansi;

    /**
     * Makes a printer.
     *
     * @param notBefore the earliest time of records to print, in milliseconds since the epoch
     * @param ansi whether to use colours
     */
    EntryPrinter(EntryFilter filter, long notBefore, Form form, Ansi ansi) {
        this.filter = filter;
        this.notBefore = notBefore;
        this.form = form;
        this.ansi = ansi;
    }

    @Override
    public List<String> lines(ConsumerRecord<byte[], byte[]> record) {
        if (record.timestamp() < notBefore || !filter.mayMatch(record)) {
            return List.of();
        }
        Entry entry = reader.read(record);
        if (!filter.matches(entry)) {
            return List.of();
        }
        return switch (form) {
            case SENTENCE -> isToldInWords(entry) ? List.of(sentence(entry)) : full(record);
            case JSON -> List.of(Printable.of(json(entry, record.value())));
            case FULL -> full(record);
        };
    }

    /** Whether a sentence describes the entry. No sentence describes a profile, for example. */
    private static boolean isToldInWords(Entry entry) {
        return entry.deadLetterReason() != null || !entry.sentence().equals(Sentences.ofNoEvent());
    }

    private static List<String> full(ConsumerRecord<byte[], byte[]> record) {
        List<String> lines = new ArrayList<>(RecordText.of(record));
        lines.add("");
        return lines;
    }

    /**
     * The time, the sentence, and the place of the record. A value is in quotes, because nothing else shows where it
     * ends.
     */
    private String sentence(Entry entry) {
        StringBuilder line = new StringBuilder();
        line.append(styled(Printable.of(entry.time()), Style.faint)).append("  ");
        if (entry.deadLetterReason() != null) {
            line.append(styled("Dead letter (" + Printable.of(entry.deadLetterReason()) + ")", Style.fg_red))
                    .append(' ');
        }
        for (Part part : entry.sentence().parts()) {
            String text = Printable.of(part.text());
            line.append(part.kind() == null ? text : named(part.kind(), text));
        }
        return line.append("  ")
                .append(styled(Printable.of(entry.origin().toString()), Style.faint))
                .toString();
    }

    private String named(Part.Kind kind, String text) {
        return switch (kind) {
            case PERSON -> styled(text, Style.bold);
            case GROUP, TOPIC -> styled(text, Style.fg_cyan);
            case VALUE -> styled("“" + text + "”", Style.fg_green);
            case ID -> text;
        };
    }

    /** Adds the style without Picocli's markup, because text that looks like markup must stay text. */
    private String styled(String text, Style style) {
        return ansi.enabled() ? style.on() + text + style.off() : text;
    }

    private static String json(Entry entry, byte @Nullable [] value) {
        ObjectNode json = EntryJson.of(entry);
        JsonNode event = ValueJson.read(value);
        if (event != null) {
            json.set("value", event);
        } else {
            json.put("value", value == null ? null : new String(value, StandardCharsets.UTF_8));
        }
        return json.toString();
    }
}
