package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.SIGNED_APP;
import static io.imbridge.testkit.Callbacks.TOKEN;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.Http.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The log of the package: one JSON object a line, with real fields. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class JsonLogIT {
    private static final String NOWHERE = "localhost:1";
    private static final Duration EXIT = Duration.ofSeconds(20);

    @Test
    void each_line_is_an_object_with_a_phrase_and_its_fields_and_without_what_nobody_reads() throws IOException {
        try (ServiceProcess service = new ServiceProcess("json-log", environment()).start()) {
            assertThat(post(service.port(), query(COMMAND), "{\"GroupId\":\"@TGS#logged\"}")
                            .statusCode())
                    .isEqualTo(503);
            // The message is logged after the answer was sent.
            await().until(() -> service.log().contains("Callbacks are being refused"));
            service.terminate();
            service.awaitExit(EXIT);

            List<JsonNode> lines = lines(service.log());
            assertThat(lines)
                    .noneMatch(line -> line.has("loggerClassName") || line.has("mdc") || line.has("ndc"))
                    .noneMatch(line -> line.has("processName"))
                    .filteredOn(line -> line.get("loggerName").textValue().startsWith("io.imbridge."))
                    .isNotEmpty()
                    .noneMatch(line -> line.get("message").textValue().contains("="));
            assertThat(line(lines, "Variable means nothing").get("variable").textValue())
                    .isEqualTo("BRIDGE_OUTBOX_DIR");
            assertThat(line(lines, "Callback refused").get("reason").textValue())
                    .isEqualTo("not-kept");
            assertThat(line(lines, "Callbacks are being refused").get("count").intValue())
                    .isEqualTo(1);
            assertConfigured(line(lines, "Bridge configured"));
        }
    }

    private static void assertConfigured(JsonNode line) {
        assertThat(line.get("apps").intValue()).isEqualTo(2);
        assertThat(line.get("signed").intValue()).isEqualTo(1);
        assertThat(line.get("addresses").textValue()).isEqualTo("all");
        assertThat(line.get("path").textValue()).isEqualTo("/");
        assertThat(line.get("max-body").intValue()).isEqualTo(1048576);
        assertThat(line.get("outbox").textValue()).isEqualTo("none");
        assertThat(line.get("kafka").textValue()).isEqualTo(NOWHERE);
        assertThat(line.get("prefix").textValue()).isEqualTo("im");
        assertThat(line.get("tracing").textValue()).isEqualTo("off");
    }

    private static Map<String, String> environment() {
        return Map.of(
                "BRIDGE_VERIFY_APP_IDS",
                APP + "," + SIGNED_APP,
                "BRIDGE_VERIFY_TOKENS_" + SIGNED_APP,
                TOKEN,
                "BRIDGE_OUTBOX_ENABLED",
                "false",
                "KAFKA_BOOTSTRAP_SERVERS",
                NOWHERE,
                "BRIDGE_OUTBOX_DIR",
                "elsewhere",
                "QUARKUS_LOG_LEVEL",
                "DEBUG",
                ServiceProcess.JSON_LOG,
                ServiceProcess.LOG_AS_SHIPPED);
    }

    /** All lines of a log in JSON. */
    private static List<JsonNode> lines(String log) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log.lines().toList()) {
            lines.add(GoldenCallback.JSON.readTree(line));
        }
        return lines;
    }

    /** The only line with a message. */
    private static JsonNode line(List<JsonNode> lines, String message) {
        return lines.stream()
                .filter(line -> line.get("message").textValue().equals(message))
                .reduce((one, other) -> {
                    throw new AssertionError("twice: " + message);
                })
                .orElseThrow();
    }
}
