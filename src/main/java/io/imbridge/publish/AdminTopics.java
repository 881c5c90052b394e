package io.imbridge.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The topics of the cluster, accessed through Kafka's admin client.
 *
 * <p>The client is created for the first request, so a broker whose name cannot be resolved yet does not stop the
 * start. A new client is created when the old one cannot log in or gets no answer, because its credentials may have
 * been replaced since.
 */
final class AdminTopics implements Topics, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AdminTopics.class);

    private final Supplier<Admin> clients;
    private final PublishSettings settings;
    private final int maxMessageBytes;
    private @Nullable Admin admin;

    /**
     * Makes requests through a client from {@code clients}.
     *
     * @param maxMessageBytes the largest record, in bytes, that the topics created here accept
     */
    AdminTopics(Supplier<Admin> clients, PublishSettings settings, int maxMessageBytes) {
        this.clients = clients;
        this.settings = settings;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public CompletionStage<TopicFacts> ensure(String topic) {
        try {
            Admin client = admin();
            return describe(client, topic)
                    .exceptionallyCompose(failure -> isMissing(failure) && settings.createTopics()
                            ? create(client, topic)
                            : CompletableFuture.failedStage(failure))
                    .whenComplete((ready, failure) -> {
                        if (failure != null && isOfClient(Topics.cause(failure))) {
                            renew(client);
                        }
                    });
        } catch (RuntimeException noClient) {
            return CompletableFuture.failedStage(noClient);
        }
    }

    private static CompletionStage<TopicFacts> describe(Admin client, String topic) {
        return client.describeTopics(List.of(topic))
                .allTopicNames()
                .toCompletionStage()
                .thenApply(found -> facts(Objects.requireNonNull(found.get(topic))));
    }

    private static TopicFacts facts(TopicDescription topic) {
        boolean isLed = topic.partitions().stream()
                .allMatch(partition ->
                        partition.leader() != null && !partition.leader().isEmpty());
        return new TopicFacts(topic.topicId(), topic.partitions().size(), isLed);
    }

    private CompletionStage<TopicFacts> create(Admin client, String topic) {
        NewTopic request = new NewTopic(topic, Optional.of(settings.partitions()), settings.replicationFactor())
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes)));
        CreateTopicsResult result = client.createTopics(List.of(request));
        return result.all()
                .toCompletionStage()
                .thenCompose(created -> result.topicId(topic).toCompletionStage())
                .thenApply(id -> {
                    LOG.infof("Topic created topic=%s partitions=%d", topic, settings.partitions());
                    return new TopicFacts(id, settings.partitions(), true);
                })
                .exceptionallyCompose(failure -> Topics.cause(failure) instanceof TopicExistsException
                        ? describe(client, topic)
                        : CompletableFuture.failedStage(failure));
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = clients.get();
        }
        return admin;
    }

    private void renew(Admin failed) {
        if (takeIf(failed)) {
            failed.close(Duration.ZERO);
        }
    }

    private synchronized boolean takeIf(Admin failed) {
        boolean isInUse = admin == failed;
        if (isInUse) {
            admin = null;
        }
        return isInUse;
    }

    private static boolean isOfClient(Throwable failure) {
        // A client whose thread has died fails in the same way as a client that gets no answer from Kafka.
        return failure instanceof AuthenticationException
                || failure instanceof TimeoutException
                || !(failure instanceof ApiException);
    }

    private static boolean isMissing(Throwable failure) {
        return Topics.cause(failure) instanceof UnknownTopicOrPartitionException;
    }

    /** Closing waits for the client's thread, which may be about to call {@link #renew}, so no lock is held here. */
    @Override
    public void close() {
        Admin last;
        synchronized (this) {
            last = admin;
            admin = null;
        }
        if (last != null) {
            last.close(Duration.ZERO);
        }
    }
}
