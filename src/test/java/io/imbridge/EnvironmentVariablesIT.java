package io.imbridge;

import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.SIGNED_APP;
import static io.imbridge.testkit.Callbacks.TOKEN;
import static io.imbridge.testkit.Callbacks.signature;
import static io.imbridge.testkit.Callbacks.signedQuery;
import static io.imbridge.testkit.Http.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Settings with more than one word, as environment variables of the packaged service. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
@ResourceLock("environment-variables")
class EnvironmentVariablesIT {
    private static final String BODY = "{\"GroupId\":\"by-environment\"}";

    @Test
    void spaces_after_the_commas_of_a_list_do_not_count() {
        Map<String, String> spaced = Map.of(
                "BRIDGE_VERIFY_APP_IDS",
                "1400000000, " + SIGNED_APP,
                "BRIDGE_VERIFY_TOKENS_" + SIGNED_APP,
                "older, " + TOKEN,
                "BRIDGE_VERIFY_ALLOWED_ADDRESSES",
                "10.0.0.0/8, 127.0.0.0/8, ::1");
        try (ServiceProcess service = service(spaced).start()) {
            assertThat(post(service.port(), signedQuery(COMMAND), BODY).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_token_means_what_it_says() {
        String strange = "a$b$$c{d}\\e${HOME}";
        List<String> tokens = List.of(strange, "${nothing}", "}\\${x:y}$", "\\\\", "$$", "\"'#!=: %s");
        Map<String, String> given = Map.of(
                "BRIDGE_VERIFY_APP_IDS", SIGNED_APP, "BRIDGE_VERIFY_TOKENS_" + SIGNED_APP, String.join(",", tokens));
        try (ServiceProcess service = service(given).start()) {
            assertThat(tokens).allSatisfy(token -> assertThat(
                            post(service.port(), signedWith(token), BODY).statusCode())
                    .isEqualTo(200));
            assertThat(List.of("a$b$c{d}e", strange.replace("${HOME}", System.getenv("HOME")), "y", "x"))
                    .allSatisfy(other -> assertThat(post(service.port(), signedWith(other), BODY)
                                    .statusCode())
                            .isEqualTo(403));
        }
    }

    private static String signedWith(String token) {
        return "SdkAppid=" + SIGNED_APP + "&CallbackCommand=" + COMMAND + "&" + signature(token);
    }

    @Test
    void a_variable_that_means_nothing_is_one_warning_with_the_nearest_and_those_of_kubernetes_are_none() {
        Map<String, String> given = Map.of(
                "BRIDGE_VERIFY_APP_IDS", SIGNED_APP,
                "BRIDGE_OUTBOX_DIR", "elsewhere",
                "BRIDGE_VERIFY_TOKENS", TOKEN,
                "BRIDGE_SERVICE_HOST", "10.0.0.11",
                "BRIDGE_SERVICE_PORT_HTTP", "8080",
                "BRIDGE_PORT", "tcp://10.0.0.11:8080",
                "BRIDGE_PORT_8080_TCP_ADDR", "10.0.0.11",
                "BRIDGE_MANAGEMENT_SERVICE_HOST", "10.0.0.12");
        try (ServiceProcess service = service(given).start()) {
            assertThat(service.log().lines().filter(line -> line.contains("means nothing")))
                    .hasSize(2)
                    .allMatch(line -> line.contains("WARN"))
                    .anyMatch(line -> line.contains("variable=BRIDGE_OUTBOX_DIR nearest=BRIDGE_OUTBOX_DIRECTORY"))
                    .anyMatch(line -> line.contains(
                            "variable=BRIDGE_VERIFY_TOKENS" + " nearest=BRIDGE_VERIFY_TOKENS_<SDKAppID>"));
            assertThat(service.log()).doesNotContain(TOKEN);
        }
    }

    @Test
    void one_commands_topic_can_be_named() {
        Map<String, String> own = Map.of(
                "BRIDGE_VERIFY_APP_IDS",
                SIGNED_APP,
                "BRIDGE_VERIFY_TOKENS_" + SIGNED_APP,
                TOKEN,
                "BRIDGE_PUBLISH_TOPICS__GROUP_CALLBACKAFTERTOPICINFOCHANGED_",
                "topics-of-their-own");
        try (ServiceProcess service = service(own).start()) {
            assertThat(post(service.port(), signedQuery(COMMAND), BODY).statusCode())
                    .isEqualTo(200);
            assertThat(KafkaTopics.shared().first(1, "topics-of-their-own")).hasSize(1);
        }
    }

    private static ServiceProcess service(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers());
        return new ServiceProcess("environment", environment);
    }
}
