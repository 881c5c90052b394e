package io.imbridge.testkit;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import java.nio.file.Path;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The real broker that all tests of this JVM share. It does not create topics by itself.
 *
 * <p>It is a container if a Docker engine responds, otherwise a process; {@code -Dbroker=container} or
 * {@code -Dbroker=process} decides this. It starts with the first use, and ends with the JVM.
 */
public final class Kafka {
    /**
     * A system property and not a static field, because Quarkus loads this class again for each application under test.
     */
    private static final String MEMORY = "io.imbridge.testkit.kafka";

    private Kafka() {}

    /** The address for {@code bootstrap.servers}. */
    public static synchronized String bootstrapServers() {
        String running = System.getProperty(MEMORY);
        if (running == null) {
            running = DockerEngine.isToBeUsed() ? container() : process();
            System.setProperty(MEMORY, running);
        }
        return running;
    }

    @SuppressWarnings("resource") // Ends with the JVM.
    private static String container() {
        KafkaContainer container = new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion())
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        container.start();
        return container.getBootstrapServers();
    }

    @SuppressWarnings("resource") // Ends with the JVM.
    private static String process() {
        BrokerSettings settings = BrokerSettings.defaults().withLog(Path.of("target", "test-broker.log"));
        return new LocalBroker(settings).start().bootstrapServers();
    }
}
