package io.imbridge.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Creates Kafka's clients with the configuration of the messaging channel {@value #CHANNEL}.
 *
 * <p>Quarkus collects everything that is configured for Kafka in the channel: {@code kafka.*}, the TLS registry,
 * customizers. The channel's own producer is not used: it cannot be replaced in a fatal state, and its emitter sends a
 * record again as a new one, which loses the order and makes duplicates.
 */
final class KafkaClients {
    static final String CHANNEL = "events";

    /**
     * A key occurs in the value, as the record's key, and as its subject. Escaped, it takes no more bytes than in the
     * body.
     */
    private static final int COPIES_OF_A_KEY = 3;

    /**
     * The largest size of a record in addition to the callback's body: names, times, headers, the client in the query.
     */
    private static final int OWN_BYTES = 128 * 1024;

    private static final long LEAST_BUFFER = 32L * 1024 * 1024;

    /** The largest size of one fetch, in bytes. */
    private static final int SEARCHED_AT_ONCE = 4 * 1024 * 1024;

    private static final int SEARCH_PATIENCE_MILLIS = 5000;

    /** When no answer waits for a batch, the producer waits for more records, in milliseconds. */
    private static final Map<String, Object> PATIENT = Map.of(ProducerConfig.LINGER_MS_CONFIG, 20);

    /**
     * When answers wait for Kafka, the producer does not wait for more records: the records that arrive during one
     * request form the next. A connection that a device on the network has dropped is detected before the first
     * answer's time is over.
     */
    private static final Map<String, Object> IMPATIENT = Map.of(
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            1000,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1,
            ProducerConfig.BATCH_SIZE_CONFIG,
            64 * 1024);

    /**
     * Otherwise the client forgets all topics when it loses its only broker, and the next record of each topic has to
     * wait for them.
     */
    private static final Map<String, Object> REMEMBERING =
            Map.of(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);

    private final Map<String, ?> configuration;
    private final Map<String, Object> pace;
    private final MeterRegistry registry;
    private final int maxRecordBytes;

    /**
     * Makes the clients' configuration.
     *
     * @param maxBody the largest body, in bytes
     * @param patient whether answers do not wait for Kafka in normal operation
     */
    KafkaClients(KafkaClientService channels, MeterRegistry registry, long maxBody, boolean patient) {
        configuration = channels.getProducer(CHANNEL).configuration();
        pace = patient ? PATIENT : IMPATIENT;
        this.registry = registry;
        maxRecordBytes = Math.toIntExact(COPIES_OF_A_KEY * maxBody + OWN_BYTES);
    }

    /** The largest record that the producer sends, in bytes; a record with the largest body fits. */
    int maxRecordBytes() {
        return maxRecordBytes;
    }

    OpenProducer producer() {
        Producer<byte[], byte[]> producer = KnownTopics.producer(ofProducer());
        KafkaClientMetrics metrics = new KafkaClientMetrics(producer);
        metrics.bindTo(registry);
        return new OpenProducer(producer, metrics::close);
    }

    private Map<String, Object> ofProducer() {
        Map<String, Object> own = new HashMap<>(configuration);
        pace.forEach(own::putIfAbsent);
        REMEMBERING.forEach(own::putIfAbsent);
        own.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        own.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        own.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRecordBytes);
        own.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(LEAST_BUFFER, 4L * maxRecordBytes));
        return own;
    }

    /** The configuration for every kind of client, without properties for producers only. */
    Map<String, Object> ofAnyClient() {
        Map<String, Object> common = new HashMap<>(configuration);
        common.keySet()
                .removeIf(name -> ProducerConfig.configNames().contains(name)
                        && !AdminClientConfig.configNames().contains(name));
        common.remove(CommonClientConfigs.CLIENT_ID_CONFIG);
        return common;
    }

    /** A consumer without a group that searches topics and uses little memory. */
    Consumer<byte[], byte[]> searcher() {
        Map<String, Object> own = ofAnyClient();
        own.keySet().retainAll(ConsumerConfig.configNames());
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        own.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, SEARCHED_AT_ONCE);
        own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, SEARCHED_AT_ONCE / 4);
        own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, SEARCH_PATIENCE_MILLIS);
        own.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, SEARCH_PATIENCE_MILLIS);
        return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin() {
        return Admin.create(new HashMap<>(configuration));
    }
}
