package io.imbridge.consumers;

import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** A consumer group as the broker sees it. */
record Readers(String group) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The consumer group that reads this topic. */
    static Readers of(String topic) {
        try (Admin admin = admin()) {
            return Awaitility.await("a group that reads " + topic)
                    .atMost(PATIENCE)
                    .pollInSameThread()
                    .until(
                            () -> admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                                    .map(listed -> new Readers(listed.groupId()))
                                    .filter(group -> group.reads(admin, topic))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
        }
    }

    /** Returns when one of its members reads this topic. */
    void awaitReaderOf(String topic) {
        try (Admin admin = admin()) {
            Awaitility.await(group + " to read " + topic)
                    .atMost(PATIENCE)
                    .pollInSameThread()
                    .until(() -> reads(admin, topic));
        }
    }

    /** Returns when everything that is in these topics now was read and committed. */
    void awaitEnd(Collection<String> topics) {
        awaitAllBut(0, topics);
    }

    /**
     * Like {@link #awaitEnd}, except for this many offsets at the end of each partition: a transaction's marker is
     * never read.
     */
    void awaitAllBut(int marks, Collection<String> topics) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        topics.forEach(topic -> ends.putAll(KafkaTopics.shared().ends(topic)));
        ends.values().removeIf(end -> end == 0);
        try (Admin admin = admin()) {
            Awaitility.await("the end of " + topics + " for " + group)
                    .atMost(PATIENCE)
                    .pollInSameThread()
                    .until(() -> committed(admin), offsets -> ends.entrySet().stream()
                            .allMatch(end -> offsets.getOrDefault(end.getKey(), 0L) + marks >= end.getValue()));
        }
    }

    /** Returns when more than this many records were committed. */
    void awaitMoreThan(long records) {
        Awaitility.await(group + " to go on")
                .atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> done() > records);
    }

    /** The number of committed records. */
    long done() {
        try (Admin admin = admin()) {
            return committed(admin).values().stream().mapToLong(Long::longValue).sum();
        } catch (ExecutionException | InterruptedException unable) {
            throw new IllegalStateException(unable);
        }
    }

    /** Takes back the last commits, as if the consumer had been killed just before them. */
    void forgetLast(int records) {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetAndMetadata> earlier = committed(admin).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            offset -> new OffsetAndMetadata(Math.max(0, offset.getValue() - records))));
            admin.alterConsumerGroupOffsets(group, earlier).all().get();
        } catch (ExecutionException | InterruptedException unable) {
            throw new IllegalStateException(unable);
        }
    }

    /** Removes the members that can no longer leave by themselves. */
    void expel() {
        try (Admin admin = admin()) {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException unable) {
            throw new IllegalStateException(unable);
        }
    }

    private boolean reads(Admin admin, String topic) {
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                    .flatMap(member -> member.assignment().topicPartitions().stream())
                    .anyMatch(partition -> partition.topic().equals(topic));
        } catch (ExecutionException gone) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Map<TopicPartition, Long> committed(Admin admin) throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(offset -> offset.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", Kafka.bootstrapServers()));
    }
}
