package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.Rfc3339;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.outbox.sqlite.OutboxFile;
import io.imbridge.outbox.sqlite.OutboxFile.Row;
import io.imbridge.outbox.sqlite.OutboxFile.TopicRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An outbox as text for a terminal. */
final class OutboxText {
    private static final String TABLE = "%10s %14s  %-20s  %-30s  %s";

    private OutboxText() {}

    /** The records in the outbox, in total and by topic. */
    static List<String> status(OutboxFile outbox, List<Path> quarantined, Clock clock) throws IOException {
        List<TopicRecords> topics = outbox.topics();
        List<String> lines = new ArrayList<>();
        lines.add("records  " + topics.stream().mapToLong(TopicRecords::records).sum());
        lines.add("on disk  " + outbox.bytes() + " bytes");
        lines.add("oldest   "
                + topics.stream()
                        .min(Comparator.comparingLong(TopicRecords::first))
                        .map(first -> Rfc3339.format(first.oldest()) + " (" + age(first.oldest(), clock) + ")")
                        .orElse("none"));
        quarantined.forEach(file -> lines.add("quarantined  " + Printable.of(file.toString())));
        if (!topics.isEmpty()) {
            lines.add("");
            lines.add(TABLE.formatted("records", "bytes", "first", "oldest", "topic"));
        }
        for (TopicRecords of : topics) {
            lines.add(Printable.of(
                    TABLE.formatted(of.records(), of.bytes(), of.first(), Rfc3339.format(of.oldest()), of.topic())));
        }
        return lines;
    }

    private static String age(Instant time, Clock clock) {
        long seconds = Duration.between(time, clock.instant()).toSeconds();
        return String.format(Locale.ROOT, "%d:%02d:%02d ago", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** One record in full, or why it is invalid. */
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
                Printable.of(new String(record.value(), UTF_8)));
    }

    /** Why a row is invalid. */
    static String problem(Row row) {
        return Printable.of("Record " + row.sequence() + " is invalid: " + row.problem());
    }

    private static String field(String name, @Nullable String value) {
        return "%-12s %s".formatted(name, value == null ? "(none)" : Printable.of(value));
    }
}
