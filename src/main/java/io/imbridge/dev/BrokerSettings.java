package io.imbridge.dev;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings with which a {@link LocalBroker} is started.
 *
 * @param classPath the jars of Kafka and of {@link BrokerProcess}
 * @param port the port for clients; 0 chooses a free one, which stays the same for all its starts
 * @param directory the directory that the broker keeps between its starts; null for a temporary one, which is
 *     deleted on close
 * @param log the file for the broker's output; null for {@code broker.log} in the directory
 * @param properties Kafka's own settings, in addition to the small ones that every local broker has
 */
public record BrokerSettings(
        String classPath,
        int port,
        @Nullable Path directory,
        @Nullable Path log,
        Map<String, String> properties) {

    public BrokerSettings {
        properties = Map.copyOf(properties);
    }

    /** A broker with the current class path on a free port, which leaves nothing behind. */
    public static BrokerSettings defaults() {
        return new BrokerSettings(KafkaClassPath.find(), 0, null, null, Map.of());
    }

    public BrokerSettings withPort(int other) {
        return new BrokerSettings(classPath, other, directory, log, properties);
    }

    public BrokerSettings withDirectory(Path other) {
        return new BrokerSettings(classPath, port, other, log, properties);
    }

    public BrokerSettings withLog(Path other) {
        return new BrokerSettings(classPath, port, directory, other, properties);
    }

    public BrokerSettings withProperty(String name, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(name, value);
        return new BrokerSettings(classPath, port, directory, log, more);
    }
}
