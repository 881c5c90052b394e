package io.imbridge.publish;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.internals.ProducerInterceptors;
import org.apache.kafka.clients.producer.internals.ProducerMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * The topic metadata of a producer. It requests metadata in a way in which no broker creates a topic. Kafka's own class
 * always allows brokers to create topics and has no setting for it, so a topic that is deleted under load would be
 * created again in a shape that the broker chooses.
 */
final class KnownTopics extends ProducerMetadata {
    private KnownTopics(ProducerConfig configuration) {
        super(
                configuration.getLong(ProducerConfig.RETRY_BACKOFF_MS_CONFIG),
                configuration.getLong(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG),
                configuration.getLong(ProducerConfig.METADATA_MAX_AGE_CONFIG),
                configuration.getLong(ProducerConfig.METADATA_MAX_IDLE_CONFIG),
                new LogContext(),
                new ClusterResourceListeners(),
                Time.SYSTEM);
    }

    /**
     * Creates a producer that uses this metadata.
     *
     * @param configuration includes the classes of both serializers
     * @throws KafkaException when Kafka's client does not accept the configuration
     */
    static Producer<byte[], byte[]> producer(Map<String, Object> configuration) {
        ProducerConfig config = new ProducerConfig(configuration);
        KnownTopics topics = new KnownTopics(config);
        topics.bootstrap(ClientUtils.parseAndValidateAddresses(config));
        try {
            return constructor()
                    .newInstance(
                            config,
                            new ByteArraySerializer(),
                            new ByteArraySerializer(),
                            topics,
                            null,
                            null,
                            new ApiVersions(),
                            Time.SYSTEM);
        } catch (InvocationTargetException refused) {
            throw new KafkaException("Kafka's producer cannot be made", refused.getCause());
        } catch (ReflectiveOperationException changed) {
            throw new LinkageError("Kafka's client has another constructor", changed);
        }
    }

    /**
     * The constructor that accepts metadata from outside. It is meant for Kafka's own tests and therefore not public.
     */
    @SuppressWarnings("unchecked")
    private static Constructor<KafkaProducer<byte[], byte[]>> constructor() throws NoSuchMethodException {
        Constructor<?> constructor = KafkaProducer.class.getDeclaredConstructor(
                ProducerConfig.class,
                Serializer.class,
                Serializer.class,
                ProducerMetadata.class,
                KafkaClient.class,
                ProducerInterceptors.class,
                ApiVersions.class,
                Time.class);
        constructor.setAccessible(true);
        return (Constructor<KafkaProducer<byte[], byte[]>>) constructor;
    }

    @Override
    public synchronized MetadataRequest.Builder newMetadataRequestBuilder() {
        return withoutMaking(super.newMetadataRequestBuilder());
    }

    @Override
    public synchronized MetadataRequest.Builder newMetadataRequestBuilderForNewTopics() {
        return withoutMaking(super.newMetadataRequestBuilderForNewTopics());
    }

    private static MetadataRequest.Builder withoutMaking(MetadataRequest.Builder asked) {
        return new MetadataRequest.Builder(asked.topics(), false);
    }
}
