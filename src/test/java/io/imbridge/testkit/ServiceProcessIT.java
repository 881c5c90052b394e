package io.imbridge.testkit;

import static io.imbridge.testkit.Callbacks.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Checks the behaviour on which tests of crashes rely. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ServiceProcessIT {
    private static final Map<String, String> SETTINGS =
            Map.of("BRIDGE_VERIFY_APP_IDS", APP, "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");

    @Test
    void a_service_that_was_killed_comes_back_at_its_ports() throws Exception {
        try (ServiceProcess service = new ServiceProcess("killed", SETTINGS)) {
            awaitGreeting(service.start());
            service.kill();
            assertThat(service.isRunning()).isFalse();
            assertThat(service.awaitExit(Duration.ZERO)).isEqualTo(137);

            awaitGreeting(service.start());
            assertThat(Http.get(service.port(), "/").statusCode()).isEqualTo(405);
            assertThat(Http.get(service.managementPort(), "/q/health/live").statusCode())
                    .isEqualTo(200);
            assertThat(service.log()).containsOnlyOnce("Listening on:");
            assertThat(Files.readString(service.logFile()).split("Listening on:"))
                    .hasSize(3);
        }
    }

    @Test
    void closing_ends_it() {
        ServiceProcess service = new ServiceProcess("closed", SETTINGS).start();
        service.close();

        assertThat(service.isRunning()).isFalse();
    }

    @Test
    void a_start_that_fails_says_what_the_service_said() {
        try (ServiceProcess service = new ServiceProcess("failed", Map.of())) {
            assertThatThrownBy(service::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("BRIDGE_VERIFY_APP_IDS");
        }
    }

    /** The service listens for a moment before it logs that it does. */
    private static void awaitGreeting(ServiceProcess service) {
        await().atMost(Duration.ofSeconds(20)).pollInSameThread().until(() -> service.log()
                .contains("Listening on:"));
    }
}
