package io.imbridge.dev;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LocalBroker} is started with.
 *
 * @param classPath the jars of Kafka and of {@link BrokerProcess}
 * @param port where clients find the broker; 0 takes a free one, once for all its starts
 * @param directory what the broker keeps between its starts; null takes a temporary one, deleted on close
 * @param log what the broker prints; null takes {@code broker.log} in the directory
 * @param properties Kafka's own settings, on top of the small ones that every local broker has
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

    /** A broker of this class path on a free port, that leaves nothing behind. */
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
