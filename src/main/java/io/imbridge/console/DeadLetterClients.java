package io.imbridge.console;

import io.imbridge.callback.KafkaCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** Makes the Kafka clients that send dead letters again, one for each job, and creates the topics that they need. */
final class DeadLetterClients {
    private static final Logger LOG = Logger.getLogger(DeadLetterClients.class);

    /** A person waits for the answer, so timeouts are short. */
    private static final int PATIENCE_MILLIS = 5_000;

    private static final int DELIVERY_MILLIS = 20_000;

    private final KafkaCluster cluster;

    DeadLetterClients(KafkaCluster cluster) {
        this.cluster = cluster;
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

    /** Creates a topic if it is missing and that is allowed. Returns whether the topic exists. */
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

    /** Like the method above, with the settings for topics of events. */
    boolean ensure(String topic) throws ExecutionException, InterruptedException {
        return ensure(topic, cluster.partitions(), Map.of());
    }

    /** The sentence for a client's failure. */
    String sentence(Throwable failure) {
        return cluster.sentence(failure);
    }
}
