package io.imbridge.console;

import io.imbridge.callback.KafkaCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** Makes the clients of Kafka that read dead letters and send them again, for one piece of work each. */
final class LetterClients {
    private static final Logger LOG = Logger.getLogger(LetterClients.class);

    /** A person waits for the answer. */
    private static final int PATIENCE_MILLIS = 5_000;

    private static final int DELIVERY_MILLIS = 20_000;

    /** More at once would be held in memory, beside what the way of the callbacks needs. */
    private static final int FETCHED_BYTES = 4 * 1024 * 1024;

    private static final int FETCHED_BYTES_OF_PARTITION = 512 * 1024;

    private final KafkaCluster cluster;

    LetterClients(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /** A client that belongs to no group, and commits nothing. */
    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> all = new HashMap<>(cluster.clientProperties());
        all.keySet().retainAll(ConsumerConfig.configNames());
        all.remove(ConsumerConfig.GROUP_ID_CONFIG);
        all.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // The letters of profiles are written in transactions.
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED_BYTES);
        all.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCHED_BYTES_OF_PARTITION);
        // The first fetch may ask only partitions that have nothing, and would wait for half a second.
        all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        all.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Producer<byte[], byte[]> producer() {
        Map<String, Object> all = new HashMap<>(cluster.clientProperties());
        all.keySet().retainAll(ProducerConfig.configNames());
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, cluster.maxRecordBytes());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The partitions of a topic; none when it is missing. */
    static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Makes a topic that is missing, unless that is not to be done. Returns whether it is there. */
    boolean ensure(String topic, int partitions, Map<String, String> configuration)
            throws ExecutionException, InterruptedException {
        if (!cluster.createsTopics()) {
            return false;
        }
        Map<String, String> all = new HashMap<>(configuration);
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(cluster.maxRecordBytes()));
        NewTopic request = new NewTopic(topic, Optional.of(partitions), cluster.replicationFactor()).configs(all);
        try (Admin admin = Admin.create(cluster.clientProperties())) {
            admin.createTopics(List.of(request)).all().get();
            LOG.infof("Topic created topic=%s partitions=%d", topic, partitions);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
        return true;
    }

    /** As the other one, as topics of events are made. */
    boolean ensure(String topic) throws ExecutionException, InterruptedException {
        return ensure(topic, cluster.partitions(), Map.of());
    }

    /** What a failure of a client says. */
    String sentence(Throwable failure) {
        return cluster.sentence(failure);
    }
}
