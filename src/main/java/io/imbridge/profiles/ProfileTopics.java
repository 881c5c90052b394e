package io.imbridge.profiles;

import io.imbridge.callback.KafkaCluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The topics that profiles are made from, and those that they go to: there before anything begins. */
final class ProfileTopics {
    private static final Logger LOG = Logger.getLogger(ProfileTopics.class);

    private static final Map<String, String> COMPACTED = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            Long.toString(Endings.MEMORY.toMillis()));

    private final KafkaCluster cluster;
    private final Collection<String> inputs;
    private final ProfilesTopology.OutputTopics outputs;
    private final String application;

    ProfileTopics(
            KafkaCluster cluster,
            Collection<String> inputs,
            ProfilesTopology.OutputTopics outputs,
            String application) {
        this.cluster = cluster;
        this.inputs = inputs;
        this.outputs = outputs;
        this.application = application;
    }

    /**
     * Makes those that are missing, where that is allowed. Waits for Kafka's answers.
     *
     * @return over how many partitions groups are spread: as it was when that began
     *
     * @throws MissingTopicsException when topics are missing and may not be made
     * @throws ExecutionException when Kafka says no, or nothing
     */
    int ensure() throws ExecutionException, InterruptedException, MissingTopicsException {
        String events = internal(StoreNames.EVENTS + "-repartition");
        List<String> internal = List.of(
                events,
                internal(StoreNames.GROUPS + "-changelog"),
                internal(StoreNames.TOPICS + "-changelog"),
                internal(StoreNames.ENDINGS + "-changelog"));
        Map<String, String> plain = Map.of();
        try (Admin admin = Admin.create(cluster.clientProperties())) {
            List<String> missing = new ArrayList<>();
            for (String topic : inputs) {
                missing.addAll(ensure(admin, topic, plain));
            }
            missing.addAll(ensure(admin, outputs.deadLetters(), plain));
            missing.addAll(ensure(admin, outputs.groups(), COMPACTED));
            missing.addAll(ensure(admin, outputs.topics(), COMPACTED));
            Integer partitions = null;
            for (String topic : internal) {
                Integer found = partitions(admin, topic);
                partitions = topic.equals(events) ? found : partitions;
                if (found == null && !cluster.createsTopics()) {
                    missing.add(topic);
                }
            }
            if (!missing.isEmpty()) {
                throw new MissingTopicsException(missing);
            }
            return partitions == null ? cluster.partitions() : partitions;
        }
    }

    /**
     * Looks whether somebody has deleted a topic that profiles go to, and makes it again where that is allowed. Kafka
     * Streams would wait for it, and say nothing.
     *
     * @throws MissingTopicsException when one is missing and may not be made
     * @throws ExecutionException when Kafka says no, or nothing
     */
    void ensureOutputs() throws ExecutionException, InterruptedException, MissingTopicsException {
        try (Admin admin = Admin.create(cluster.clientProperties())) {
            List<String> missing = new ArrayList<>(ensure(admin, outputs.deadLetters(), Map.of()));
            missing.addAll(ensure(admin, outputs.groups(), COMPACTED));
            missing.addAll(ensure(admin, outputs.topics(), COMPACTED));
            if (!missing.isEmpty()) {
                throw new MissingTopicsException(missing);
            }
        }
    }

    private String internal(String name) {
        return application + "-" + name;
    }

    /** Returns the topic if it is missing all the same. */
    private List<String> ensure(Admin admin, String topic, Map<String, String> configuration)
            throws ExecutionException, InterruptedException {
        if (partitions(admin, topic) != null) {
            return List.of();
        }
        if (!cluster.createsTopics()) {
            return List.of(topic);
        }
        Map<String, String> all = new HashMap<>(configuration);
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(cluster.maxRecordBytes()));
        NewTopic request = new NewTopic(topic, Optional.of(cluster.partitions()), cluster.replicationFactor());
        try {
            admin.createTopics(List.of(request.configs(all))).all().get();
            LOG.infof("Topic created topic=%s partitions=%d", topic, cluster.partitions());
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
        return List.of();
    }

    private static @Nullable Integer partitions(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        KafkaFuture<TopicDescription> description = Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
        try {
            return description.get().partitions().size();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw failed;
        }
    }
}
