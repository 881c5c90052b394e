package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.EventSource;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The packaged service, with little memory: the page of one instance shows the callbacks of two, also after a restart.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ConsoleEventsIT {
    private static final String COMMAND = "Group.CallbackAfterGroupInfoChanged";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> environment = Map.of(
            "BRIDGE_VERIFY_APP_IDS",
            APP,
            "KAFKA_BOOTSTRAP_SERVERS",
            Kafka.bootstrapServers(),
            "BRIDGE_PUBLISH_TOPIC_PREFIX",
            "console-" + UUID.randomUUID(),
            "JAVA_TOOL_OPTIONS",
            "-Xmx128m");

    @Test
    void callbacks_of_two_instances_are_told_in_words_and_a_restart_loses_none() {
        try (ServiceProcess one = new ServiceProcess("console-one", environment).start();
                ServiceProcess two = new ServiceProcess("console-two", environment).start()) {
            String seen;
            try (EventSource page = page(one, "")) {
                page.awaitEvent("state");
                rename(one, "first");
                rename(two, "second");
                seen = page.awaitEntries(2).lastId();
                assertThat(page.sentences())
                        .containsExactlyInAnyOrder(
                                "leckie renamed the group to first", "leckie renamed the group to second");
            }
            one.terminate();
            one.awaitExit(PATIENCE);
            rename(two, "third");
            one.start();

            try (EventSource page = page(one, seen)) {
                assertThat(page.awaitEntries(1).sentences()).containsExactly("leckie renamed the group to third");
                String id = page.entries().get(0).path("id").asText();
                assertThat(Http.get(one.managementPort(), "/console/api/events/" + id)
                                .body())
                        .contains("\"curl\":\"curl -s 'http://localhost:8080/?SdkAppid=" + APP);
            }
            await().atMost(PATIENCE)
                    .until(() -> Http.get(one.managementPort(), "/console/api/story?app=" + APP + "&group=g")
                            .body()
                            .contains("\"complete\":true"));
            assertThat(one.log().lines().filter(line -> line.contains("WARN") || line.contains("ERROR")))
                    .allMatch(line -> line.contains("No signature is asked"));
        }
    }

    private static EventSource page(ServiceProcess service, String seen) {
        return new EventSource("http://localhost:" + service.managementPort() + "/console/api/events/stream", seen);
    }

    private static void rename(ServiceProcess service, String name) {
        String body = "{\"GroupId\":\"g\",\"Operator_Account\":\"leckie\",\"Name\":\"" + name + "\"}";
        assertThat(Http.post(service.port(), query(COMMAND), body).statusCode()).isEqualTo(200);
    }
}
