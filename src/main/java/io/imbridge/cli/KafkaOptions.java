package io.imbridge.cli;

import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Selects the Kafka: the one that a service with the same configuration would use, unless the command names another.
 */
final class KafkaOptions {
    private static final String KAFKA = "kafka.";
    private static final int FETCHED_BYTES = 4 * 1024 * 1024;
    private static final String DEFAULT_SERVERS = "localhost:9092";

    /** The message of Kafka's client if no broker's name is known. The name may become known later. */
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    @Option(
            names = "--kafka",
            paramLabel = "<host:port>",
            description = "Kafka's address. Default: kafka.bootstrap.servers (KAFKA_BOOTSTRAP_SERVERS), or "
                    + DEFAULT_SERVERS + ".")
    private @Nullable String servers;

    private @Nullable Config config;

    String servers() {
        return servers != null
                ? servers
                : config().getOptionalValue(KAFKA + ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, String.class)
                        .orElse(DEFAULT_SERVERS);
    }

    /** The prefix of the names of the service's topics, without the dot. */
    String topicPrefix() {
        return config().getOptionalValue("bridge.publish.topic-prefix", String.class)
                .orElse("im");
    }

    /** The topic with a second copy of the events of groups; null if there is none. */
    @Nullable
    String timeline() {
        return config().getOptionalValue("bridge.publish.timeline-topic", String.class)
                .orElse(null);
    }

    /**
     * A client without a group that reads from the beginning.
     *
     * @throws DisconnectException while no broker's name is known
     */
    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>();
        for (String name : ConsumerConfig.configNames()) {
            config().getOptionalValue(KAFKA + name, String.class).ifPresent(value -> properties.put(name, value));
        }
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // The service writes profiles in transactions.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A command runs beside the service, in the memory that the service leaves.
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED_BYTES);
        try {
            return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException failed) {
            if (failed.getCause() instanceof ConfigException cause
                    && String.valueOf(cause.getMessage()).startsWith(UNRESOLVED)) {
                throw new DisconnectException(cause.getMessage(), failed);
            }
            throw failed;
        }
    }

    /** A client for records that must not be lost. It sends them in order, and sends unacknowledged records again. */
    Producer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>();
        for (String name : ProducerConfig.configNames()) {
            config().getOptionalValue(KAFKA + name, String.class).ifPresent(value -> properties.put(name, value));
        }
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A client for questions about the cluster. */
    Admin admin() {
        Map<String, Object> properties = new HashMap<>();
        for (String name : AdminClientConfig.configNames()) {
            config().getOptionalValue(KAFKA + name, String.class).ifPresent(value -> properties.put(name, value));
        }
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers());
        return Admin.create(properties);
    }

    /** Created with the first use, because other commands do not need it. */
    private Config config() {
        Config made = config == null ? ConfigUtils.configBuilder().build() : config;
        config = made;
        return made;
    }
}
