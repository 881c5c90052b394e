package io.imbridge.bench;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** A broker with a readable data directory and the topics of groups' events. It leaves nothing behind. */
final class ProfileBroker implements AutoCloseable {
    private static final int PARTITIONS = 6;
    private static final int LOOKS = 600;

    private final Path directory;
    private final LocalBroker broker;
    private final Admin admin;
    private final Thread atExit;

    /** Starts the broker, in a new directory below the given one. */
    ProfileBroker(Path parent) {
        try {
            directory = Files.createTempDirectory(parent, "bench-broker-");
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
        broker = new LocalBroker(BrokerSettings.defaults().withDirectory(directory));
        atExit = new Thread(this::leaveNothing, "bench-broker-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        broker.start();
        admin = Admin.create(Map.of("bootstrap.servers", address()));
        await(admin.createTopics(GroupEvents.topics().stream()
                        .map(topic -> new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()))
                        .toList())
                .all());
    }

    String address() {
        return broker.bootstrapServers();
    }

    /** User and system time of the broker, in seconds. */
    double cpu() {
        return Machine.cpu(broker.pid());
    }

    /** The bytes on disk of the topics whose names end in this way. */
    long bytes(String nameEnd) {
        try (Stream<Path> logs = Files.list(directory.resolve("data"))) {
            return logs.filter(log -> log.getFileName().toString().matches(".*" + nameEnd + "-\\d+"))
                    .mapToLong(Disk::bytes)
                    .sum();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Deletes everything that keepers have made of the events. No keeper may run. */
    void forgetProfiles() {
        forgetMembers();
        Set<String> all = await(admin.listTopics().names());
        Set<String> made = all.stream()
                .filter(topic -> topic.startsWith(GroupEvents.PREFIX + ".profile"))
                .collect(Collectors.toSet());
        await(admin.deleteTopics(made).all());
        for (int look = 0; look < LOOKS && bytes("profile.*") > 0; look++) {
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** Waits, because a killed keeper remains a member of its group for some seconds. */
    private void forgetMembers() {
        List<String> group = List.of(GroupEvents.PREFIX + ".profiles");
        for (int look = 0; look < LOOKS; look++) {
            try {
                admin.deleteConsumerGroups(group).all().get();
                return;
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof GroupIdNotFoundException) {
                    return;
                }
                LockSupport.parkNanos(100_000_000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
        throw new IllegalStateException("Members that were killed stay in their group");
    }

    private static <T> T await(KafkaFuture<T> answer) {
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
        Runtime.getRuntime().removeShutdownHook(atExit);
        admin.close();
        leaveNothing();
    }

    private void leaveNothing() {
        broker.kill();
        Disk.delete(directory);
    }
}
