package io.imbridge.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker about its topics. */
final class Topics implements AutoCloseable {
    private final Admin admin;

    Topics(String kafka) {
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka));
    }

    /** Creates the topic of {@link LimitServer}, in the same way as the service creates its own topics. */
    void createLimit() {
        await(admin.createTopics(List.of(new NewTopic(LimitServer.TOPIC, Optional.of(6), Optional.empty())))
                .all()
                .toCompletionStage()
                .toCompletableFuture());
    }

    /** The number of records that were ever written to all topics together. */
    long records() {
        var names = await(admin.listTopics().names().toCompletionStage().toCompletableFuture());
        var topics = await(
                admin.describeTopics(names).allTopicNames().toCompletionStage().toCompletableFuture());
        Map<TopicPartition, OffsetSpec> latest = topics.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return await(admin.listOffsets(latest).all().toCompletionStage().toCompletableFuture()).values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
