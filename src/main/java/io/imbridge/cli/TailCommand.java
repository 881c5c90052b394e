package io.imbridge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the records of topics, until Ctrl-C or until nobody reads what it prints. */
@Command(
        name = "tail",
        description = {
            "Print the records of the service's topics: those that are there, and then each as it arrives.",
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

    /** What Kafka's client tells in pages, this command tells in a sentence. Made late: no other command needs a log. */
    private static final class KafkasLog {
        private static final Logger LOGGER = Logger.getLogger("org.apache.kafka");

        static void silence() {
            LOGGER.setLevel(Level.OFF);
        }
    }

    TailCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** Profiles repeat what events say, and what Kafka Streams and the console keep for themselves is for nobody's eyes. */
    private static boolean isOfEvents(String topic, String prefix) {
        return topic.startsWith(prefix)
                && !topic.startsWith(prefix + "profile.")
                && !topic.startsWith(prefix + "profiles-")
                && !topic.startsWith(prefix + "console.");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        KafkasLog.silence();
        Set<String> named = topics == null ? Set.of() : topics;
        String prefix = kafka.topicPrefix();
        Predicate<String> wanted = named.isEmpty() ? topic -> isOfEvents(topic, prefix) : named::contains;
        String what = named.isEmpty() ? prefix + "*" : String.join(", ", named);
        TailOutput output = new TailOutput(out, err, what, kafka.servers());
        try (TopicReader reader = new TopicReader(kafka::consumer, wanted, onlyNew, output, LOOK)) {
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
