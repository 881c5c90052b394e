package io.imbridge.publish;

import io.imbridge.callback.Mistake;
import io.imbridge.callback.StartCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/** Checks the configuration of Kafka's clients, property by property, before a client is created. */
final class KafkaCheck implements StartCheck {
    private static final ConfigDef DEFINITION = ProducerConfig.configDef();

    private final Map<String, Object> properties;
    private final Map<String, Object> ofChannel;

    /**
     * Makes the check.
     *
     * @param properties all properties under {@code kafka.*}, without that prefix
     * @param ofChannel the properties that the channel sets, which override the others
     */
    KafkaCheck(Map<String, Object> properties, Map<String, Object> ofChannel) {
        this.properties = properties;
        this.ofChannel = ofChannel;
    }

    @Override
    public List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        Object servers = properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        String none = servers == null ? null : BootstrapServers.mistake(servers.toString());
        if (none != null) {
            mistakes.add(Mistake.of("kafka.bootstrap.servers (KAFKA_BOOTSTRAP_SERVERS) " + none + "."));
        }
        values().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .filter(value -> !value.name().equals(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))
                .map(KafkaCheck::mistake)
                .forEach(mistakes::add);
        return mistakes.isEmpty() ? together() : mistakes;
    }

    private List<ConfigValue> values() {
        Map<String, String> texts = new HashMap<>();
        whole(properties).forEach((name, value) -> texts.put(name, value.toString()));
        return DEFINITION.validate(texts);
    }

    /** Finds properties that are valid one by one but contradict each other. */
    private List<Mistake> together() {
        Map<String, Object> both = new HashMap<>(properties);
        both.putAll(ofChannel);
        try {
            compress(new ProducerConfig(whole(both)));
            return List.of();
        } catch (ConfigException wrong) {
            return List.of(Mistake.of("Kafka's client (KAFKA_*): " + sentence(String.valueOf(wrong.getMessage()))));
        } catch (IOException | LinkageError | RuntimeException noCodec) {
            return List.of(Mistake.of("kafka.compression.type (KAFKA_COMPRESSION_TYPE) cannot be used on this machine: "
                    + sentence(SendFailure.sentence(noCodec))));
        }
    }

    /** Without this check, native code that cannot be loaded would be noticed only when it fails for each record. */
    private static void compress(ProducerConfig config) throws IOException {
        Compression codec = Compression.of(config.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG))
                .build();
        try (OutputStream packing =
                codec.wrapForOutput(new ByteBufferOutputStream(512), RecordBatch.CURRENT_MAGIC_VALUE)) {
            packing.write(0);
        }
    }

    private static Map<String, Object> whole(Map<String, Object> properties) {
        Map<String, Object> whole = new HashMap<>(properties);
        whole.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        whole.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        return whole;
    }

    /** Kafka's own message, except for passwords, whose messages may repeat the password. */
    private static Mistake mistake(ConfigValue value) {
        ConfigKey key = DEFINITION.configKeys().get(value.name());
        String own = "kafka." + value.name() + " (KAFKA_"
                + value.name().replace('.', '_').toUpperCase(Locale.ROOT) + ")";
        return Mistake.of(
                key == null || key.type == ConfigDef.Type.PASSWORD
                        ? own + " is no value that Kafka's client takes."
                        : own + ": " + sentence(value.errorMessages().get(0)));
    }

    /** Some of Kafka's messages end with a full stop, but most do not. */
    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }
}
