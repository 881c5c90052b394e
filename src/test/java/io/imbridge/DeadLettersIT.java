package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.Http.get;
import static io.imbridge.testkit.Http.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Kafka refuses single records, and also some of the dead letters that they become. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class DeadLettersIT {
    private static final String DEAD_LETTERS = "im.dead-letter";
    private static final String NARROW = "im.group.after-new-member-join";
    private static final String NARROW_COMMAND = "Group.CallbackAfterNewMemberJoin";
    private static final String OTHER = "im.group.after-topic-info-changed";
    private static final String OTHER_COMMAND = "Group.CallbackAfterTopicInfoChanged";
    private static final Map<String, String> TAKES_LITTLE = Map.of("max.message.bytes", "1000");

    /** More bytes together than the bridge sends at a time. */
    private static final int LARGE = 14;

    @Test
    void letters_that_kafka_does_not_take_hold_up_no_other_topic_and_are_not_lost() throws Exception {
        try (LocalBroker broker = new LocalBroker(BrokerSettings.defaults()).start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            create(admin, NARROW, TAKES_LITTLE);
            create(admin, DEAD_LETTERS, Map.of("max.message.bytes", "100"));
            try (ServiceProcess service = service(broker).start()) {
                for (int i = 0; i < LARGE; i++) {
                    send(service, NARROW_COMMAND, "\"Text\":\"" + "x".repeat(900_000) + "\"");
                }
                await().until(() -> service.log().contains("Topic paused topic=" + NARROW));

                send(service, OTHER_COMMAND, "");

                KafkaTopics topics = new KafkaTopics(broker.bootstrapServers());
                assertThat(topics.first(1, OTHER)).hasSize(1);
                assertThat(topics.all(DEAD_LETTERS)).isEmpty();
                await().until(() -> paused(service).containsAll(List.of(NARROW, DEAD_LETTERS)));

                widen(admin, DEAD_LETTERS);

                assertThat(topics.first(LARGE, DEAD_LETTERS)).hasSize(LARGE);
                await().until(() -> paused(service).isEmpty());
            }
        }
    }

    @Test
    void a_letter_that_kafka_never_takes_lets_the_others_pass() throws Exception {
        try (LocalBroker broker = new LocalBroker(BrokerSettings.defaults()).start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            create(admin, NARROW, TAKES_LITTLE);
            // A compacted topic accepts no record without a key.
            create(admin, DEAD_LETTERS, Map.of("cleanup.policy", "compact"));
            try (ServiceProcess service = service(broker).start()) {
                assertThat(post(service.port(), query(NARROW_COMMAND), "{\"Text\":\"" + "x".repeat(2000) + "\"}")
                                .statusCode())
                        .isEqualTo(200);
                await().until(() -> paused(service).contains(DEAD_LETTERS));

                send(service, NARROW_COMMAND, "\"Text\":\"" + "y".repeat(2000) + "\"");

                assertThat(new KafkaTopics(broker.bootstrapServers()).first(1, DEAD_LETTERS))
                        .singleElement()
                        .satisfies(deadLetter -> assertThat(deadLetter.key()).isNotNull());
            }
        }
    }

    private static void create(Admin admin, String topic, Map<String, String> configuration) throws Exception {
        NewTopic request = new NewTopic(topic, Optional.of(1), Optional.empty()).configs(configuration);
        admin.createTopics(List.of(request)).all().get();
    }

    private static void widen(Admin admin, String topic) throws ExecutionException, InterruptedException {
        Collection<AlterConfigOp> wide =
                List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", "4000000"), OpType.SET));
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(Type.TOPIC, topic), wide))
                .all()
                .get();
    }

    private static void send(ServiceProcess service, String command, String more) {
        String body = "{\"GroupId\":\"g\"" + (more.isEmpty() ? "" : "," + more) + "}";
        assertThat(post(service.port(), query(command), body).statusCode()).isEqualTo(200);
    }

    private static List<String> paused(ServiceProcess service) {
        String state = get(service.managementPort(), "/q/health/ready").body();
        return List.of(NARROW, DEAD_LETTERS, OTHER).stream()
                .filter(state::contains)
                .toList();
    }

    private static ServiceProcess service(LocalBroker broker) {
        return new ServiceProcess(
                "dead-letters",
                Map.of("BRIDGE_VERIFY_APP_IDS", APP, "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()));
    }
}
