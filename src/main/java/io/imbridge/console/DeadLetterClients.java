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

/** Makes the clients of Kafka that send dead letters again, for one piece of work each, and the topics that they need. */
final class DeadLetterClients {
    private static final Logger LOG = Logger.getLogger(DeadLetterClients.class);

    /** A person waits for the answer. */
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
