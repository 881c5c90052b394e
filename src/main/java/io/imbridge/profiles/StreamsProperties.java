package io.imbridge.profiles;

import io.imbridge.callback.KafkaCluster;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.streams.StreamsConfig;

/** The configuration of Kafka Streams. */
final class StreamsProperties {
    private static final long CACHE_BYTES = 16L * 1024 * 1024;

    /** If an instance is gone for longer, the others take its groups. */
    private static final int SESSION_MILLIS = 10_000;

    /** Larger fetches would hold more records in memory, of up to a megabyte each. */
    private static final int FETCHED_BYTES = 8 * 1024 * 1024;

    /** The fastest level of gzip. States and profiles repeat themselves, so higher levels would gain little. */
    private static final int FASTEST = 1;

    private StreamsProperties() {}

    /** The application's name in Kafka's groups, transactions and topics. */
    static String application(String topicPrefix) {
        return topicPrefix + ".profiles";
    }

    static Properties of(KafkaCluster cluster, ProfilesSettings settings, String application, Instances instances) {
        Properties all = new Properties();
        all.putAll(cluster.clientProperties());
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        all.put(StreamsConfig.STATE_DIR_CONFIG, settings.directory().toString());
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class);
        all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, instances.server());
        all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), cluster.maxRecordBytes());
        // Every Kafka client can read gzip, and it needs no native library.
        all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), CompressionType.GZIP.name);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG), FASTEST);
        all.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), cluster.maxRecordBytes());
        cluster.replicationFactor()
                .ifPresent(replicas -> all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas.intValue()));
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG), false);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCHED_BYTES);
        // An instance that restarts gets its place back at once, without waiting until Kafka misses it.
        all.put(StreamsConfig.consumerPrefix(CommonClientConfigs.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
        all.put(StreamsConfig.mainConsumerPrefix(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG), instances.name());
        return all;
    }
}
