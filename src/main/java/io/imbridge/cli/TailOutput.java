package io.imbridge.cli;

import java.io.PrintWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Prints records on the standard output. On the error output it reports whether Kafka responds, each time this changes.
 */
final class TailOutput implements TopicReader.Listener {
    private enum Kafka {
        UNKNOWN,
        ANSWERS,
        UNREACHABLE
    }

    private final PrintWriter out;
    private final PrintWriter err;
    private final String what;
    private final String servers;
    private final RecordPrinter printer;
    private Kafka kafka = Kafka.UNKNOWN;
    private boolean begun;

    /**
     * Prepares the output of a reading that has not begun.
     *
     * @param what the description of the records that are read
     * @param servers the Kafka from which they are read
     * @param printer turns records into lines
     */
    TailOutput(PrintWriter out, PrintWriter err, String what, String servers, RecordPrinter printer) {
        this.out = out;
        this.err = err;
        this.what = what;
        this.servers = servers;
        this.printer = printer;
    }

    @Override
    public void kafkaAnswers() {
        if (kafka != Kafka.ANSWERS) {
            kafka = Kafka.ANSWERS;
            err.println(
                    begun
                            ? "Kafka at " + servers + " answers again."
                            : "Reading " + what + " from Kafka at " + servers + ". Ctrl-C ends it.");
            begun = true;
        }
    }

    @Override
    public void kafkaIsUnreachable() {
        if (kafka != Kafka.UNREACHABLE) {
            kafka = Kafka.UNREACHABLE;
            err.println("Kafka at " + servers + " does not answer" + (begun ? " any more" : "") + ": waiting for it."
                    + (begun ? "" : " --kafka names another. Ctrl-C ends it."));
        }
    }

    @Override
    public void found(ConsumerRecord<byte[], byte[]> record) {
        printer.lines(record).forEach(out::println);
    }
}
