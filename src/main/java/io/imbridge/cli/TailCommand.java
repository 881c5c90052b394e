package io.imbridge.cli;

import io.imbridge.events.EventTopics;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the records of topics, until Ctrl-C or until nobody reads what it prints. */
@Command(
        name = "tail",
        description = {
            "Print what the events in the service's topics tell: those that are there, and then each as it arrives.",
            "Needs no running service, leaves no trace in Kafka, and waits while Kafka is away. Ctrl-C ends it."
        })
final class TailCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final PrintWriter out;
    private final PrintWriter err;

    @Mixin
    private final KafkaPlace kafka = new KafkaPlace();

    @Parameters(
            paramLabel = "<topic>",
            arity = "0..*",
            description =
                    "Topics to read. Default: those of events, whose names begin with bridge.publish.topic-prefix.")
    private @Nullable Set<String> topics;

    @Option(names = "--new", description = "Skip what is there already.")
    private boolean onlyNew;

    @Mixin
    private final TailFilter wanted = new TailFilter();

    @ArgGroup
    private @Nullable Form form;

    /** How much is told. */
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
        Instant from = wanted.from();
        return new EntryPrinter(
                wanted.filter(),
                from == null || onlyNew ? Long.MIN_VALUE : from.toEpochMilli(),
                form == null ? EntryPrinter.Form.SENTENCE : form.form(),
                // On a terminal, unless NO_COLOR is set.
                Ansi.AUTO);
    }

    private TopicReader.@Nullable Start start() {
        Instant from = wanted.from();
        if (onlyNew) {
            return TopicReader.Start.atEnd();
        }
        return from == null ? null : TopicReader.Start.at(from);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        KafkasLog.silence();
        Set<String> named = topics == null ? Set.of() : topics;
        String prefix = kafka.topicPrefix();
        Predicate<String> topicsToRead =
                named.isEmpty() ? EventTopics.ofPrefix(prefix, kafka.timeline()) : named::contains;
        String what = named.isEmpty() ? prefix + ".*" : String.join(", ", named);
        TailOutput output = new TailOutput(out, err, what, kafka.servers(), printer());
        try (TopicReader reader = new TopicReader(kafka::consumer, topicsToRead, start(), output, LOOK)) {
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
