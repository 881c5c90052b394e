package io.imbridge.cli;

import io.imbridge.outbox.sqlite.OutboxFile;
import io.imbridge.outbox.sqlite.OutboxFile.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Inspects an outbox, whether or not a service uses it. Only {@code drain} writes. */
@Command(name = "outbox", description = "Inspect an outbox, also while a service uses it, or drain it.")
final class OutboxCommand {
    private static final int CHUNK = 500;

    private final PrintWriter out;
    private final PrintWriter err;

    OutboxCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Command(description = "Count what Kafka does not have yet: records, bytes, the oldest, by topic.")
    int status(@Mixin OutboxOptions options) throws IOException {
        try (OutboxFile outbox = OutboxFile.open(options.directory())) {
            OutboxText.status(outbox, OutboxFile.quarantined(options.directory()), Clock.systemUTC())
                    .forEach(out::println);
        }
        return ExitCode.OK;
    }

    @Command(description = "Show one record in full. What a terminal would obey or not show is escaped.")
    int show(
            @Mixin OutboxOptions options,
            @Parameters(paramLabel = "<sequence>", description = "The record's number, as in export and ce_sequence.")
                    long sequence)
            throws IOException {
        try (OutboxFile outbox = OutboxFile.open(options.directory())) {
            Row found = outbox.find(sequence);
            if (found == null) {
                err.println("The outbox has no record " + sequence + ".");
                return ExitCode.SOFTWARE;
            }
            OutboxText.row(found).forEach(out::println);
            return found.record() == null ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }

    @Command(
            description = {
                "Write all records to the standard output, in the order of their arrival, a line of JSON each.",
                "A value that is no UTF-8 is in valueBase64 instead of value."
            })
    int export(
            @Mixin OutboxOptions options,
            @Option(names = "--topic", paramLabel = "<topic>", description = "Export only this topic. Can be repeated.")
                    @Nullable
                    Set<String> topics)
            throws IOException {
        Set<String> wanted = topics == null ? Set.of() : topics;
        AtomicBoolean isReadable = new AtomicBoolean(true);
        AtomicLong shown = new AtomicLong();
        try (OutboxFile outbox = OutboxFile.open(options.directory())) {
            outbox.each(row -> {
                if (!export(row, wanted)) {
                    isReadable.set(false);
                }
                return shown.incrementAndGet() % CHUNK != 0 || !out.checkError();
            });
        }
        boolean isWritten = !out.checkError();
        return isReadable.get() && isWritten ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean export(Row row, Set<String> topics) throws IOException {
        if (row.record() == null) {
            err.println(OutboxText.problem(row));
            return false;
        }
        if (topics.isEmpty() || topics.contains(row.record().topic())) {
            out.print(RecordLine.of(row.sequence(), row.record()) + "\n");
        }
        return true;
    }

    @Command(
            description = {
                "Check all of the file: its version, its pages, each record, their numbers.",
                "It takes some seconds for each gigabyte, and what a running service writes meanwhile needs room of its own."
            })
    int verify(@Mixin OutboxOptions options) throws IOException {
        try (OutboxFile outbox = OutboxFile.open(options.directory())) {
            Verification verification = Verification.of(outbox);
            verification.problems().forEach(err::println);
            out.println((verification.problems().isEmpty() ? "OK" : "Damaged") + ", " + verification.records()
                    + " records read.");
            return verification.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    @Command(
            description = {
                "Publish all that an outbox holds, and exit. Needs the configuration of the service, takes no callbacks, opens"
                        + " no port. No service may use the outbox.",
            })
    int drain(@Mixin OutboxOptions options) throws IOException {
        if (!OutboxFile.exists(options.directory())) {
            throw new IOException("There is no outbox in " + options.directory().toAbsolutePath() + ".");
        }
        return Drain.start(options.directory());
    }
}
