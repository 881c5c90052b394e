package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.Http.get;
import static io.imbridge.testkit.Http.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The packaged service starts before its broker. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class LateBrokerIT {
    private static final String TOPIC = "im.group.after-topic-info-changed";

    @Test
    void what_was_answered_ok_before_the_broker_was_there_is_published_once_it_is() {
        try (LocalBroker broker = new LocalBroker(BrokerSettings.defaults());
                ServiceProcess service = service(broker, true).start()) {
            assertReady(service);
            assertThat(send(service, "early")).isEqualTo(200);
            await().until(() -> metric(service, "bridge_outbox_records") == 1);
            assertThat(metric(service, "bridge_outbox_oldest_seconds")).isPositive();
            assertReady(service);

            broker.start();

            assertThat(send(service, "late")).isEqualTo(200);
            assertThat(groups(broker, 2)).containsExactlyInAnyOrder("early", "late");
            await().until(() -> metric(service, "bridge_outbox_records") == 0);
            assertThat(metric(service, "bridge_outbox_oldest_seconds")).isZero();
        }
    }

    @Test
    void a_backlog_that_is_older_than_its_topic_takes_is_published_all_the_same() throws Exception {
        Map<String, String> impatient = Map.of("message.timestamp.before.max.ms", "1000");
        try (LocalBroker broker = new LocalBroker(BrokerSettings.defaults());
                ServiceProcess service = service(broker, Map.of("BRIDGE_PUBLISH_CREATE_TOPICS", "false"))
                        .start()) {
            IntStream.range(0, 200)
                    .forEach(i -> assertThat(send(service, "old" + i)).isEqualTo(200));
            await().until(() -> metric(service, "bridge_outbox_oldest_seconds") > 2);

            broker.start();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(2), Optional.empty()).configs(impatient)))
                        .all()
                        .get();
            }

            assertThat(groups(broker, 200)).hasSize(200).doesNotHaveDuplicates();
            assertThat(service.log()).doesNotContain("Dead letter");
        }
    }

    @Test
    void without_a_disk_callbacks_pass_once_the_broker_is_there() {
        try (LocalBroker broker = new LocalBroker(BrokerSettings.defaults());
                ServiceProcess service = service(broker, false).start()) {
            assertReady(service);
            assertThat(send(service, "early")).isEqualTo(503);

            broker.start();

            await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> send(service, "late") == 200);
            assertThat(groups(broker, 1)).contains("late").doesNotContain("early");
        }
    }

    @Test
    void a_broker_that_answers_no_question_is_unreachable_whether_something_waits_for_it_or_not() {
        try (LocalBroker broker = new LocalBroker(BrokerSettings.defaults());
                ServiceProcess service = service(broker, false).start()) {
            assertThat(metric(service, "bridge_kafka_unreachable")).isZero();
            assertThat(send(service, "early")).isEqualTo(503);
            await().atMost(Duration.ofSeconds(30)).until(() -> metric(service, "bridge_kafka_unreachable") == 1);

            broker.start();

            await().atMost(Duration.ofSeconds(30)).until(() -> metric(service, "bridge_kafka_unreachable") == 0);
        }
    }

    @Test
    void sigterm_ends_it_within_ten_seconds_while_the_broker_is_unreachable() {
        try (LocalBroker broker = new LocalBroker(BrokerSettings.defaults());
                ServiceProcess service = service(broker, false).start()) {
            send(service, "waiting");

            service.terminate();

            assertThat(service.awaitExit(Duration.ofSeconds(10))).isEqualTo(143);
        }
    }

    private static double metric(ServiceProcess service, String name) {
        return get(service.managementPort(), "/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static void assertReady(ServiceProcess service) {
        assertThat(get(service.managementPort(), "/q/health/ready").statusCode())
                .isEqualTo(200);
    }

    private static int send(ServiceProcess service, String group) {
        return post(service.port(), query(COMMAND), "{\"GroupId\":\"" + group + "\"}")
                .statusCode();
    }

    private static List<String> groups(LocalBroker broker, int count) {
        return new KafkaTopics(broker.bootstrapServers())
                .first(count, TOPIC).stream()
                        .map(record -> new String(record.key(), UTF_8))
                        .toList();
    }

    private static ServiceProcess service(LocalBroker broker, boolean onDisk) {
        return service(broker, Map.of("BRIDGE_OUTBOX_ENABLED", Boolean.toString(onDisk)));
    }

    private static ServiceProcess service(LocalBroker broker, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("BRIDGE_VERIFY_APP_IDS", APP);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        // A request without an answer must end soon.
        environment.put("KAFKA_REQUEST_TIMEOUT_MS", "2000");
        environment.put("KAFKA_DEFAULT_API_TIMEOUT_MS", "3000");
        return new ServiceProcess("late-broker", environment);
    }
}
