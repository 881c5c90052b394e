package io.imbridge.faults;

import static io.imbridge.faults.Proof.OUTAGE_SECONDS;
import static io.imbridge.faults.Proof.ROUNDS;
import static io.imbridge.faults.Proof.assertKept;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Faults of the broker, of the connection to it, and of single topics. */
@ResourceLock(FaultRig.CORES)
class BrokerFaultsIT {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void kafka_restarting_again_and_again_loses_nothing() {
        try (FaultRig rig = new FaultRig(FaultSetup.of("restarts"))) {
            try (Load load = rig.load("restarts", 16, 2000)) {
                assertThat(load).isNotNull();
                for (int round = 0; round < ROUNDS; round++) {
                    rig.awaitMoreOk(1000);
                    rig.broker().kill();
                    rig.awaitMoreOk(1000);
                    rig.broker().start();
                }
            }
            assertThat(rig.oracle().otherwise()).isEmpty();
            assertKept(rig.verdict("Kafka killed " + ROUNDS + " times"));
        }
    }

    @Test
    void an_absence_longer_than_every_timeout_of_the_client_is_not_noticed_either() {
        FaultSetup impatient = FaultSetup.of("timeouts")
                .with("KAFKA_REQUEST_TIMEOUT_MS", "1000")
                .with("KAFKA_METADATA_MAX_AGE_MS", "2000")
                .with("KAFKA_CONNECTIONS_MAX_IDLE_MS", "3000")
                .with("KAFKA_SOCKET_CONNECTION_SETUP_TIMEOUT_MS", "500")
                .with("KAFKA_SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS", "1000");
        try (FaultRig rig = new FaultRig(impatient)) {
            try (Load load = rig.load("timeouts", 16, 1000)) {
                assertThat(load).isNotNull();
                rig.awaitMoreOk(1000);
                rig.wire().block();
                rig.awaitMoreOk(1000L * OUTAGE_SECONDS);
                rig.broker().stop();
                rig.awaitMoreOk(1000L * OUTAGE_SECONDS);
                rig.wire().fix();
                rig.broker().start();
                rig.awaitMoreOk(1000);
            }
            assertThat(rig.oracle().otherwise()).isEmpty();
            assertKept(
                    rig.verdict(
                            "Kafka unreachable for longer than the client's timeouts, " + 2 * OUTAGE_SECONDS + " s"),
                    Proof.DUPLICATES_OF_THE_CLIENT);
        }
    }

    @Test
    void a_connection_that_is_cut_slowed_and_blocked_loses_nothing() {
        try (FaultRig rig = new FaultRig(FaultSetup.of("wire"))) {
            try (Load load = rig.load("wire", 16, 2000)) {
                assertThat(load).isNotNull();
                for (int round = 0; round < ROUNDS; round++) {
                    rig.awaitMoreOk(1000);
                    rig.wire().cut();
                    rig.awaitMoreOk(1000);
                    rig.wire().fix();
                    rig.wire().slow(Duration.ofMillis(100));
                    rig.awaitMoreOk(3000);
                    rig.wire().block();
                    rig.awaitMoreOk(3000);
                    rig.wire().fix();
                }
            }
            assertThat(rig.oracle().otherwise()).isEmpty();
            assertKept(rig.verdict("connection cut, slowed and blocked " + ROUNDS + " times"));
        }
    }

    @Test
    void a_topic_that_is_deleted_holds_up_its_own_records_only() throws Exception {
        try (FaultRig rig = new FaultRig(FaultSetup.of("deleted").with("BRIDGE_PUBLISH_CREATE_TOPICS", "false"));
                Admin admin = rig.admin()) {
            get(admin.createTopics(List.of(topic(FaultRig.TOPIC), topic(FaultRig.OTHER_TOPIC)))
                    .all());
            rig.awaitMode("disk");
            get(admin.deleteTopics(List.of(FaultRig.OTHER_TOPIC)).all());
            await().until(() -> !get(admin.listTopics().names()).contains(FaultRig.OTHER_TOPIC));

            try (Load load = rig.load("there", 8, 1000);
                    Load other = rig.otherLoad("gone", 8, 1000)) {
                assertThat(load).isNotSameAs(other);
                awaitPaused(rig);
                get(admin.createTopics(List.of(topic(FaultRig.OTHER_TOPIC))).all());
                rig.drainUnderLoad();
                rig.awaitMoreOk(FaultRig.OTHER_TOPIC, 500);
            }
            assertNothingRefused(rig);
            assertKept(rig.verdict("one topic deleted, and made again"));
        }
    }

    @Test
    void a_topic_without_permission_holds_up_its_own_records_only() throws Exception {
        AclBinding denied = new AclBinding(
                new ResourcePattern(TOPIC, FaultRig.OTHER_TOPIC, LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", WRITE, DENY));
        FaultSetup guarded = FaultSetup.of("denied")
                .withBroker("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withBroker("allow.everyone.if.no.acl.found", "true");
        try (FaultRig rig = new FaultRig(guarded);
                Admin admin = rig.admin()) {
            try (Load load = rig.load("allowed", 8, 1000);
                    Load other = rig.otherLoad("denied", 8, 1000)) {
                assertThat(load).isNotSameAs(other);
                rig.awaitMoreOk(FaultRig.OTHER_TOPIC, 500);
                get(admin.createAcls(List.of(denied)).all());
                awaitPaused(rig);
                get(admin.deleteAcls(List.of(denied.toFilter())).all());
                rig.drainUnderLoad();
                rig.awaitMoreOk(FaultRig.OTHER_TOPIC, 500);
            }
            assertNothingRefused(rig);
            assertKept(rig.verdict("one topic without permission, and with it again"));
        }
    }

    @Test
    void a_topic_made_again_with_fewer_partitions_under_load_gets_all_that_is_left() throws Exception {
        FaultSetup eager = FaultSetup.of("again")
                .with("BRIDGE_PUBLISH_CREATE_TOPICS", "false")
                .withBroker("auto.create.topics.enable", "true")
                .withBroker("num.partitions", "1");
        try (FaultRig rig = new FaultRig(eager);
                Admin admin = rig.admin()) {
            get(admin.createTopics(List.of(topic(FaultRig.TOPIC), topic(FaultRig.OTHER_TOPIC)))
                    .all());
            rig.awaitMode("disk");
            try (Load load = rig.load("there", 8, 1000);
                    Load other = rig.otherLoad("again", 8, 1000)) {
                assertThat(load).isNotSameAs(other);
                rig.awaitMoreOk(FaultRig.OTHER_TOPIC, 2000);
                get(admin.deleteTopics(List.of(FaultRig.OTHER_TOPIC)).all());
                awaitPaused(rig);
                assertThat(get(admin.listTopics().names())).as("nobody made it").doesNotContain(FaultRig.OTHER_TOPIC);
                get(admin.createTopics(List.of(new NewTopic(FaultRig.OTHER_TOPIC, Optional.of(1), Optional.empty())))
                        .all());
                rig.drainUnderLoad();
                rig.awaitMoreOk(FaultRig.OTHER_TOPIC, 500);
            }
            assertNothingRefused(rig);
            rig.drain();
            rig.oracle(FaultRig.OTHER_TOPIC).forgetBefore(rig.found(FaultRig.OTHER_TOPIC));
            assertKept(rig.verdict("one topic made again with fewer partitions, under load"));
        }
    }

    @Test
    void rights_that_are_given_late_are_in_time() throws Exception {
        FaultSetup guarded = FaultSetup.of("late-rights")
                .withBroker("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withBroker("allow.everyone.if.no.acl.found", "true");
        try (FaultRig rig = new FaultRig(guarded);
                Admin admin = rig.admin()) {
            // An ACL that allows something on a resource forbids everything else on it.
            get(admin.createAcls(List.of(
                            allowed(TOPIC, "*", AclOperation.DESCRIBE),
                            allowed(TOPIC, "*", AclOperation.CREATE),
                            allowed(TOPIC, "*", AclOperation.READ),
                            allowed(CLUSTER, "kafka-cluster", AclOperation.CREATE),
                            allowed(CLUSTER, "kafka-cluster", AclOperation.ALTER),
                            allowed(CLUSTER, "kafka-cluster", AclOperation.CLUSTER_ACTION),
                            allowed(CLUSTER, "kafka-cluster", AclOperation.DESCRIBE)))
                    .all());
            try (Load load = rig.load("late", 8, 500);
                    Load other = rig.otherLoad("late", 8, 500)) {
                assertThat(load).isNotSameAs(other);
                rig.awaitMoreOk(1000L * OUTAGE_SECONDS);
                assertThat(rig.inKafka(FaultRig.TOPIC)).isZero();
                assertThat(rig.service().log().split("Producer replaced", -1))
                        .as("producers, and one more")
                        .hasSizeLessThan(4);
                get(admin.createAcls(List.of(
                                allowed(TOPIC, "*", AclOperation.WRITE),
                                allowed(CLUSTER, "kafka-cluster", AclOperation.IDEMPOTENT_WRITE)))
                        .all());
                rig.drainUnderLoad();
            }
            assertNothingRefused(rig);
            assertKept(rig.verdict("rights to write given late"));
        }
    }

    private static AclBinding allowed(ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", operation, ALLOW));
    }

    /** Waits until only the other topic's records have waited for some time. */
    private static void awaitPaused(FaultRig rig) {
        await().atMost(LONG)
                .until(() -> rig.keeping().path("pausedTopics").asText().equals(FaultRig.OTHER_TOPIC));
        rig.awaitMoreOk(2000);
        rig.awaitMoreOk(FaultRig.OTHER_TOPIC, 2000);
        long otherwise = rig.keeping().path("records").asLong();
        assertThat(otherwise).isGreaterThan(2000);
        assertThat(rig.inKafka(FaultRig.TOPIC)).isGreaterThan(rig.oracle().answeredOk() - 1000);
    }

    private static void assertNothingRefused(FaultRig rig) {
        assertThat(rig.oracle().otherwise()).isEmpty();
        assertThat(rig.oracle(FaultRig.OTHER_TOPIC).otherwise()).isEmpty();
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(6), Optional.empty());
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
}
