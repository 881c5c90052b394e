package io.imbridge.profiles;

import io.imbridge.callback.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The topics from which profiles are made and to which they go. They must exist before anything begins. */
final class ProfileTopics {
    private static final Logger LOG = Logger.getLogger(ProfileTopics.class);

    private static final Map<String, String> COMPACTED = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            Long.toString(EndedProfiles.MEMORY.toMillis()));

    private static final Duration RELAYS_TURN = Duration.ofSeconds(2);

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
     * The topics' state.
     *
     * @param partitions the number of partitions over which groups are spread, as it was when that began
     * @param isNew whether Kafka lacks stored state, so that the state on disk is out of date
     * @param clusterId the id of the cluster
     * @param maxRecordBytes the largest record that all of the topics accept
     */
    record Ready(int partitions, boolean isNew, String clusterId, int maxRecordBytes) {}

    /**
     * Creates the missing topics if that is allowed. Waits for Kafka's answers.
     *
     * @throws MissingTopicsException when topics are missing and may not be created
     * @throws ExecutionException when Kafka refuses or does not respond
     */
    Ready ensure() throws ExecutionException, InterruptedException, MissingTopicsException {
        try (Admin admin = Admin.create(cluster.clientProperties())) {
            List<String> missing = new ArrayList<>(ensureOutputs(admin));
            letTheRelayBeFirst(admin);
            for (String topic : inputs) {
                missing.addAll(ensure(admin, topic, Map.of()));
            }
            List<String> notYet = new ArrayList<>();
            for (String topic : changelogs()) {
                if (partitions(admin, topic) == null) {
                    notYet.add(topic);
                }
            }
            Integer partitions = partitions(admin, internal(StoreNames.EVENTS, "repartition"));
            if (!cluster.createsTopics()) {
                missing.addAll(notYet);
                missing.addAll(partitions == null ? List.of(internal(StoreNames.EVENTS, "repartition")) : List.of());
            }
            if (!missing.isEmpty()) {
                throw new MissingTopicsException(missing);
            }
            int largest = IntStream.of(
                            look(admin, outputs.groups(), true),
                            look(admin, outputs.topics(), true),
                            look(admin, outputs.corrections(), false),
                            cluster.maxRecordBytes())
                    .min()
                    .orElseThrow();
            String clusterId = admin.describeCluster().clusterId().get();
            return new Ready(
                    partitions == null ? cluster.partitions() : partitions, !notYet.isEmpty(), clusterId, largest);
        }
    }

    /**
     * Lets the relay create its topics first: at its start the relay creates most of the inputs too. For a moment Kafka
     * tells the second creator that such a topic does not exist, and the relay would delay its records because of this.
     */
    private void letTheRelayBeFirst(Admin admin) throws ExecutionException, InterruptedException {
        for (String topic : inputs) {
            if (cluster.createsTopics() && partitions(admin, topic) == null) {
                Thread.sleep(RELAYS_TURN.toMillis());
                return;
            }
        }
    }

    /**
     * Checks whether an output topic was deleted, and creates it again if that is allowed. Kafka Streams would wait for
     * the topic without a message.
     *
     * @throws MissingTopicsException when a topic is missing and may not be created
     * @throws ExecutionException when Kafka refuses or does not respond
     */
    void ensureOutputs() throws ExecutionException, InterruptedException, MissingTopicsException {
        try (Admin admin = Admin.create(cluster.clientProperties())) {
            List<String> missing = ensureOutputs(admin);
            if (!missing.isEmpty()) {
                throw new MissingTopicsException(missing);
            }
        }
    }

    private List<String> ensureOutputs(Admin admin) throws ExecutionException, InterruptedException {
        List<String> missing = new ArrayList<>(ensure(admin, outputs.deadLetters(), Map.of()));
        missing.addAll(ensure(admin, outputs.groups(), COMPACTED));
        missing.addAll(ensure(admin, outputs.topics(), COMPACTED));
        missing.addAll(ensure(admin, outputs.corrections(), Map.of()));
        return missing;
    }

    private List<String> changelogs() {
        return List.of(
                internal(StoreNames.GROUPS, "changelog"),
                internal(StoreNames.TOPICS, "changelog"),
                internal(StoreNames.ENDINGS, "changelog"));
    }

    /** The name that Kafka Streams gives to an internal topic. */
    private String internal(String name, String kind) {
        return application + "-" + name + "-" + kind;
    }

    /**
     * The largest record that a topic of profiles accepts, in bytes. Logs a warning if the topic has the wrong cleanup
     * policy. If the service may not read the topic's configuration, the size is the one with which the service would
     * have created it.
     */
    private int look(Admin admin, String topic, boolean isCompacted) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config found = Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            ConfigEntry policy = found.get(TopicConfig.CLEANUP_POLICY_CONFIG);
            if (isCompacted && policy != null && !policy.value().equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                LOG.warnf("Topic of profiles is not compacted topic=%s policy=%s", topic, policy.value());
            }
            ConfigEntry largest = found.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            return largest == null ? cluster.maxRecordBytes() : Integer.parseInt(largest.value());
        } catch (ExecutionException unknown) {
            LOG.debug("A topic's configuration cannot be read", unknown);
            return cluster.maxRecordBytes();
        }
    }

    /**
     * Creates a topic if it is missing and that is allowed. Returns the topic if it is missing and may not be created.
     */
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
