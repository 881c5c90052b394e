package io.imbridge.cli;

import io.imbridge.events.EventTopics;
import io.imbridge.events.Since;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Prints the records of topics, until Ctrl-C or until nobody reads the output any more. */
@Command(
        name = "tail",
        description = {
            "Print what the events in the service's topics tell: those that are there, and then each as it arrives.",
            "Needs no running service, leaves no trace in Kafka, and waits while Kafka is unreachable. Ctrl-C ends it."
        })
final class TailCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final PrintWriter out;
    private final PrintWriter err;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(
            paramLabel = "<topic>",
            arity = "0..*",
            description =
                    "Topics to read. Default: those of events, whose names begin with bridge.publish.topic-prefix.")
    private @Nullable Set<String> topics;

    @ArgGroup
    private @Nullable StartOption startOption;

    @Mixin
    private final TailFilter wanted = new TailFilter();

    @ArgGroup
    private @Nullable Form form;

    /** Where the output begins: with all existing records, unless an option says otherwise. */
    static final class StartOption {
        @Option(names = "--new", description = "Skip what is there already.")
        private boolean onlyNew;

        @Option(
                names = "--from",
                paramLabel = "<time>",
                converter = Time.class,
                description = "Begin with what came in since then: 90s, 10m, 2h or 3d ago, or a time in RFC 3339.")
        private @Nullable Instant from;

        TopicReader.Start start() {
            return onlyNew || from == null ? TopicReader.Start.atEnd() : TopicReader.Start.at(from);
        }
    }

    /** A time in the form in which people write it. */
    private static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Since.parse(text, Instant.now());
            } catch (IllegalArgumentException none) {
                throw new TypeConversionException(String.valueOf(none.getMessage()));
            }
        }
    }

    /** How much to print of each record. */
    static final class Form {
        @Option(names = "--json", description = "Print a line of JSON for each: where it is, its sentence, its value.")
        private boolean json;

        @Option(names = "--full", description = "Print each record in full: key, headers, value.")
        private boolean full;

        EntryPrinter.Form form() {
            return json ? EntryPrinter.Form.JSON : full ? EntryPrinter.Form.FULL : EntryPrinter.Form.SENTENCE;
        }
    }

    TailCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    private RecordPrinter printer() {
        Instant from = startOption == null ? null : startOption.from;
        return new EntryPrinter(
                wanted.filter(),
                from == null ? Long.MIN_VALUE : from.toEpochMilli(),
                form == null ? EntryPrinter.Form.SENTENCE : form.form(),
                // On a terminal, unless NO_COLOR is set.
                Ansi.AUTO);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        KafkaClientLog.silence();
        Set<String> named = topics == null ? Set.of() : topics;
        String prefix = kafka.topicPrefix();
        Predicate<String> topicsToRead =
                named.isEmpty() ? EventTopics.ofPrefix(prefix, kafka.timeline()) : named::contains;
        String what = named.isEmpty() ? prefix + ".*" : String.join(", ", named);
        TopicReader.Start start = startOption == null ? null : startOption.start();
        TailOutput output = new TailOutput(out, err, what, kafka.servers(), printer());
        try (TopicReader reader = new TopicReader(kafka::consumer, topicsToRead, start, output, LOOK)) {
            while (!out.checkError()) {
                reader.read();
            }
            return ExitCode.OK;
        } catch (KafkaException refused) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            throw new IOException("Cannot read from Kafka at " + kafka.servers() + ": " + cause.getMessage(), refused);
        }
    }
}
