package io.imbridge.faults;

import static io.imbridge.testkit.Http.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * More than the packaged service can do, in 128 MB of heap: {@code -Doverload.callbacks=500000} makes it long,
 * {@code -Doverload.connections} wide.
 */
class OverloadIT {
    private static final int CALLBACKS = Integer.getInteger("overload.callbacks", 20_000);
    private static final int CONNECTIONS = Integer.getInteger("overload.connections", 2000);
    private static final String COMMAND = "Group.CallbackAfterGroupDestroyed";
    private static final String TOPIC = "im.group.after-group-destroyed";

    @Test
    void beyond_its_bounds_it_says_when_to_come_back_and_what_it_took_arrives() throws IOException {
        try (ServiceProcess service = service(Map.of("BRIDGE_RECEIVE_MAX_IN_FLIGHT", "100"));
                Crowd crowd = new Crowd(service.port(), CONNECTIONS)) {
            crowd.send(0, CALLBACKS, OverloadIT::genuine);

            note("overload, " + CONNECTIONS + " connections", crowd.answers().toString());
            assertThat(crowd.answers()).containsKeys(200, 429).doesNotContainKey(500);
            assertThat(crowd.answers().getOrDefault(0, 0L))
                    .as("connections lost")
                    .isLessThan(CONNECTIONS / 20);
            assertThat(crowd.withoutRetryAfter()).isZero();
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> metric(service, "bridge_outbox_records") == 0);
            assertThat(arrived()).containsAll(crowd.ok());
            assertThat(service.log()).doesNotContain("OutOfMemory", "ERROR");
        }
    }

    @Test
    void a_flood_of_unsigned_requests_costs_no_disk_no_kafka_and_less_than_genuine_ones() throws IOException {
        try (ServiceProcess service = service(Map.of("BRIDGE_VERIFY_TOKENS_" + Callbacks.APP, Callbacks.TOKEN));
                Crowd crowd = new Crowd(service.port(), 50)) {
            crowd.send(0, CALLBACKS / 2, OverloadIT::genuine);
            crowd.send(0, CALLBACKS / 2, OverloadIT::unsigned);

            Duration start = cpu();
            crowd.send(CALLBACKS, CALLBACKS, OverloadIT::genuine);
            Duration genuine = cpu().minus(start);
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> metric(service, "bridge_outbox_records") == 0);
            double kept = metric(service, "bridge_outbox_commit_records_sum");
            start = cpu();
            crowd.send(0, CALLBACKS, OverloadIT::unsigned);
            Duration flood = cpu().minus(start);

            note("CPU of " + CALLBACKS + " genuine / unsigned", genuine + " / " + flood);
            assertThat(crowd.answers()).containsOnlyKeys(200, 403);
            assertThat(metric(service, "bridge_outbox_commit_records_sum")).isEqualTo(kept);
            assertThat(flood).isLessThan(genuine);
        }
    }

    private static ServiceProcess service(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("BRIDGE_VERIFY_APP_IDS", Callbacks.APP);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers());
        environment.put("JAVA_TOOL_OPTIONS", "-Xmx128m");
        return new ServiceProcess("overload", environment).start();
    }

    private static Crowd.Callback genuine(int number) {
        String query = Callbacks.query(COMMAND) + "&" + Callbacks.signature();
        return new Crowd.Callback(query, "{\"GroupId\":\"" + number + "\",\"Name\":\"" + "n".repeat(300) + "\"}");
    }

    private static Crowd.Callback unsigned(int number) {
        return new Crowd.Callback(Callbacks.query(COMMAND), genuine(number).body());
    }

    private static Set<Integer> arrived() throws IOException {
        Set<Integer> numbers = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : KafkaTopics.shared().all(TOPIC)) {
            numbers.add(Integer.valueOf(
                    GoldenCallback.JSON.readTree(record.value()).get("groupId").textValue()));
        }
        return numbers;
    }

    private static double metric(ServiceProcess service, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "(\\{.*})? (\\S+)$")
                .matcher(get(service.managementPort(), "/q/metrics").body());
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(2));
    }

    /** What the service has used of the processors until now. */
    private static Duration cpu() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("quarkus-run.jar"))
                .findFirst()
                .flatMap(child -> child.info().totalCpuDuration())
                .orElseThrow();
    }

    private static void note(String what, String row) throws IOException {
        Files.writeString(
                Path.of("target", "overload.md"),
                "| " + what + " | " + row + " |\n",
                UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
