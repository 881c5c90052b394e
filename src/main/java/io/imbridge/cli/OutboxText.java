package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.Rfc3339;
import io.imbridge.outbox.OutboxFile;
import io.imbridge.outbox.OutboxFile.Row;
import io.imbridge.outbox.OutboxFile.TopicRecords;
import io.imbridge.outbox.OutboxRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An outbox as text for a terminal. */
final class OutboxText {
    /** What a terminal would obey instead of show. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}&&[^\n\t]]");

    private static final String TABLE = "%10s %14s  %-20s  %-30s  %s";

    private OutboxText() {}

    /** What is kept, in all and by topic. */
    static List<String> status(OutboxFile outbox, List<Path> setAside, Clock clock) throws IOException {
        List<TopicRecords> topics = outbox.topics();
        List<String> lines = new ArrayList<>();
        lines.add("records  " + topics.stream().mapToLong(TopicRecords::records).sum());
        lines.add("on disk  " + outbox.bytes() + " bytes");
        lines.add("oldest   "
                + topics.stream()
                        .min(Comparator.comparingLong(TopicRecords::first))
                        .map(first -> first.oldest() + " (" + age(first.oldest(), clock) + ")")
                        .orElse("none"));
        setAside.forEach(file -> lines.add("aside    " + file));
        if (!topics.isEmpty()) {
            lines.add("");
            lines.add(TABLE.formatted("records", "bytes", "first", "oldest", "topic"));
        }
        for (TopicRecords of : topics) {
            lines.add(printable(TABLE.formatted(of.records(), of.bytes(), of.first(), of.oldest(), of.topic())));
        }
        return lines;
    }

    private static String age(String time, Clock clock) {
        try {
            long seconds =
                    Duration.between(Rfc3339.parse(time), clock.instant()).toSeconds();
            return String.format(Locale.ROOT, "%d:%02d:%02d ago", seconds / 3600, seconds / 60 % 60, seconds % 60);
        } catch (DateTimeException meaningless) {
            return "no time";
        }
    }

    /** One record in full, or why it means nothing. */
    static List<String> row(Row row) {
        OutboxRecord record = row.record();
        if (record == null) {
            return List.of(problem(row));
        }
        return List.of(
                field("sequence", Long.toString(row.sequence())),
                field("topic", record.topic()),
                field("key", record.key()),
                field("command", record.command()),
                field("app", record.sdkAppId()),
                field("id", record.id().toString()),
                field("fingerprint", record.fingerprint()),
                field("time", record.time().toString()),
                field("received", record.receivedTime().toString()),
                field("reason", record.deadLetterReason()),
                field("traceparent", record.traceparent()),
                field("bytes", Integer.toString(record.value().length)),
                "",
                printable(new String(record.value(), UTF_8)));
    }

    /** Why a row means nothing. */
    static String problem(Row row) {
        return printable("Record " + row.sequence() + " means nothing: " + row.problem());
    }

    private static String field(String name, @Nullable String value) {
        return "%-12s %s".formatted(name, value == null ? "(none)" : printable(value));
    }

    private static String printable(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }
}
