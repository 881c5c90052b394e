package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.SIGNED_APP;
import static io.imbridge.testkit.Callbacks.TOKEN;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.Callbacks.signedQuery;
import static io.imbridge.testkit.Http.get;
import static io.imbridge.testkit.Http.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.Refusal;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Jdks;
import io.imbridge.testkit.Jdks.Jdk;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The package as it runs in production, configured only by environment variables, with a real broker. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@ResourceLock(Usage.CORES)
class PackagedServiceIT {
    private static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";
    private static final String TOPIC = "im.group.after-topic-info-changed";
    private static final String BODY = "{\"CallbackCommand\":\"" + COMMAND + "\",\"GroupId\":\"@TGS#packaged\"}";
    private static final String WRONG_SIGN = "0".repeat(64);
    private static final String NOWHERE = "Group.CallbackAfterGroupFull";
    private static final Duration ORDERLY_END = Duration.ofSeconds(10);

    private static ServiceProcess service;
    private final KafkaTopics topics = KafkaTopics.shared();

    @BeforeAll
    static void start() {
        service = new ServiceProcess("packaged", environment("INFO")).start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Map<String, String> environment(String logLevel) {
        return Map.of(
                "BRIDGE_VERIFY_APP_IDS",
                APP + "," + SIGNED_APP,
                "BRIDGE_VERIFY_TOKENS_" + SIGNED_APP,
                "older," + TOKEN,
                "KAFKA_BOOTSTRAP_SERVERS",
                Kafka.bootstrapServers(),
                "QUARKUS_LOG_LEVEL",
                logLevel);
    }

    /** It logs much and is behind a proxy. Only Kafka can keep callbacks, and it has no topic for {@link #NOWHERE}. */
    private static Map<String, String> withoutDisk() {
        Map<String, String> environment = new HashMap<>(environment("DEBUG"));
        environment.put("BRIDGE_OUTBOX_ENABLED", "false");
        environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
        environment.put("BRIDGE_PUBLISH_CREATE_TOPICS", "false");
        environment.put("BRIDGE_PUBLISH_TOPICS__GROUP_CALLBACKAFTERGROUPFULL_", "nowhere");
        return environment;
    }

    @Test
    void the_event_of_a_signed_callback_is_in_its_topic() throws IOException {
        var ends = topics.ends(TOPIC);

        assertAnswer(post(service.port(), signedQuery(COMMAND), BODY), 200, OK);

        List<ConsumerRecord<byte[], byte[]>> records = topics.after(ends, 1, TOPIC);
        assertThat(records).hasSize(1);
        assertThat(new String(records.get(0).key(), UTF_8)).isEqualTo("@TGS#packaged");
        assertThat(GoldenCallback.JSON
                        .readTree(records.get(0).value())
                        .get("command")
                        .textValue())
                .isEqualTo(COMMAND);
    }

    @Test
    void what_is_not_genuine_is_refused_and_in_no_topic() {
        assertPasses();
        long before = recordsInAllTopics();

        assertRefused(post(service.port(), query(COMMAND).replace(APP, "1400009999"), BODY), Refusal.APP_UNKNOWN);
        assertRefused(post(service.port(), wronglySignedQuery(), BODY), Refusal.SIGN_WRONG);

        // Nothing overtakes: a record of a refused callback would have arrived before this one.
        assertPasses();
        assertThat(recordsInAllTopics()).isEqualTo(before + 1);
    }

    @Test
    void health_and_metrics_are_on_the_management_port_only() throws IOException {
        assertAnswer(post(service.port(), query(COMMAND), BODY), 200, OK);
        assertRefused(post(service.port(), wronglySignedQuery(), BODY), Refusal.SIGN_WRONG);

        for (String check : List.of("/q/health/live", "/q/health/ready")) {
            assertUp(service, check);
            assertRefused(get(service.port(), check), Refusal.UNKNOWN_PATH);
        }
        assertThat(get(service.managementPort(), "/q/metrics").body())
                .containsPattern("\nbridge_callbacks_total\\{app=\"" + APP + "\",command=\"" + COMMAND
                        + "\",outcome=\"ok\"} [1-9]")
                .containsPattern("\nbridge_callbacks_total\\{app=\"" + SIGNED_APP + "\",command=\"" + COMMAND
                        + "\",outcome=\"sign-wrong\"} [1-9]");
        assertRefused(get(service.port(), "/q/metrics"), Refusal.UNKNOWN_PATH);
    }

    @Test
    void the_contract_for_consumers_is_on_the_management_port_only() throws IOException {
        for (Map.Entry<String, String> page : Map.of(
                        "/schemas/event.schema.json", "docs/schemas/event.schema.json",
                        "/asyncapi", "docs/asyncapi/asyncapi.yaml")
                .entrySet()) {
            assertAnswer(get(service.managementPort(), page.getKey()), 200, Files.readString(Path.of(page.getValue())));
            assertRefused(get(service.port(), page.getKey()), Refusal.UNKNOWN_PATH);
        }
    }

    @Test
    void its_log_at_debug_shows_no_token_no_signature_and_no_body() {
        try (ServiceProcess talkative = new ServiceProcess("debug", environment("DEBUG")).start()) {
            String signed = signedQuery(COMMAND);
            assertAnswer(post(talkative.port(), signed, BODY), 200, OK);
            HttpResponse<String> wrong = post(talkative.port(), wronglySignedQuery(), BODY);
            assertRefused(wrong, Refusal.SIGN_WRONG);
            assertRefused(post(talkative.port(), signedQuery(COMMAND), BODY + "}"), Refusal.NOT_JSON);

            assertThat(talkative.log())
                    .containsPattern("DEBUG .* Callback refused reason=sign-wrong request="
                            + wrong.headers().firstValue("X-Request-Id").orElseThrow() + "\n")
                    .containsPattern("DEBUG .* Callback refused reason=not-json")
                    .containsPattern("WARN .* Dead letter app=" + SIGNED_APP + " reason=not-json withheld=0\n")
                    .doesNotContain(TOKEN, sign(signed), WRONG_SIGN, "@TGS#packaged");
        }
    }

    @Test
    void sigterm_ends_it_in_order_within_ten_seconds() {
        Map<String, String> environment = withoutDisk();
        try (ServiceProcess ending = new ServiceProcess("sigterm", environment).start()) {
            assertAnswer(post(ending.port(), query(COMMAND), BODY), 200, OK);
            String signed = signedQuery(NOWHERE);
            assertRefused(post(ending.port(), signed, BODY.replace(COMMAND, NOWHERE)), Refusal.NOT_KEPT);

            ending.terminate();

            assertThat(ending.awaitExit(ORDERLY_END)).isEqualTo(143);
            assertThat(ending.log()).doesNotContain(TOKEN, sign(signed), "@TGS#packaged");
            assertThat(ending.log()).contains("im-kafka-bridge stopped in");
        }
    }

    static Collection<Jdk> jdks() {
        return Jdks.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void it_runs_on_every_java_that_is_installed_beside_this_one(Jdk jdk) throws IOException {
        try (ServiceProcess there = new ServiceProcess("jdk", environment("INFO"), jdk.home()).start()) {
            assertAnswer(post(there.port(), signedQuery(COMMAND), BODY), 200, OK);
            assertUp(there, "/q/health/ready");

            assertThat(get(there.managementPort(), "/q/metrics").body())
                    .containsPattern("\njvm_info.*version=\"" + jdk.version().feature() + "[.+\"-]");
            assertThat(there.log().lines().filter(line -> !line.contains("No signature is asked")))
                    .noneMatch(line -> line.contains("WARN"));
        }
    }

    private void assertPasses() {
        var ends = topics.ends(TOPIC);
        assertAnswer(post(service.port(), query(COMMAND), BODY), 200, OK);
        assertThat(topics.after(ends, 1, TOPIC)).hasSize(1);
    }

    private static String wronglySignedQuery() {
        String signed = signedQuery(COMMAND);
        return signed.replace(sign(signed), WRONG_SIGN);
    }

    private static String sign(String query) {
        return query.replaceFirst(".*&Sign=([0-9a-f]+)&.*", "$1");
    }

    private long recordsInAllTopics() {
        return topics.names().stream()
                .flatMap(topic -> topics.ends(topic).values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    private static void assertUp(ServiceProcess service, String check) throws IOException {
        HttpResponse<String> answer = get(service.managementPort(), check);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(GoldenCallback.JSON.readTree(answer.body()).get("status").textValue())
                .isEqualTo("UP");
    }

    private static void assertRefused(HttpResponse<String> answer, Refusal refusal) {
        String envelope = "{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\"" + refusal.sentence() + "\",\"ErrorCode\":"
                + refusal.code() + "}";
        assertAnswer(answer, refusal.status(), envelope);
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
