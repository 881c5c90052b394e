package io.imbridge.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * The main class of the broker's own JVM: formats the data directory if necessary, and runs Kafka.
 *
 * <p>It never outlives the JVM that started it, however that JVM ends: its standard input is a pipe that the operating
 * system closes when the last process that holds the other end is gone.
 */
final class BrokerProcess {
    private static final int FAILED = 1;

    private BrokerProcess() {}

    /** Takes one argument: the directory that {@link BrokerFiles} describes. */
    public static void main(String[] args) {
        Thread watch = new Thread(BrokerProcess::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        BrokerFiles files = new BrokerFiles(Path.of(args[0]));
        String properties = files.properties().toString();
        if (!files.formatted()) {
            format(properties);
        }
        Kafka.main(new String[] {properties});
    }

    private static void format(String properties) {
        String[] command = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", properties};
        if (StorageTool.execute(command, System.out) != 0) {
            Runtime.getRuntime().halt(FAILED);
        }
    }

    private static void endWithParent() {
        try (InputStream parent = System.in) {
            parent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // A broken pipe means the same as its end.
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }
}
