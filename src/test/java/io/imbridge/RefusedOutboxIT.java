package io.imbridge;

import static io.imbridge.testkit.RefusedStart.assertNoStackTrace;
import static io.imbridge.testkit.RefusedStart.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An unusable outbox: the packaged service says why, and ends. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class RefusedOutboxIT {
    private static final String NOBODY = "localhost:1";

    @Test
    void a_second_process_on_an_outbox_names_the_first() {
        try (ServiceProcess first = new ServiceProcess(
                        "first-owner", Map.of("BRIDGE_VERIFY_APP_IDS", "1400000000", "KAFKA_BOOTSTRAP_SERVERS", NOBODY))
                .start()) {
            Path outbox = first.directory().resolve(Path.of("data", "outbox"));

            String said = refusal(
                    Map.of("BRIDGE_VERIFY_APP_IDS", "1400000000", "BRIDGE_OUTBOX_DIRECTORY", outbox.toString()));

            assertThat(said)
                    .containsOnlyOnce("cannot start")
                    .containsPattern(
                            "is in use by process " + first.pid() + " on host \\S+( in container [0-9a-f]+)?, ")
                    .contains("BRIDGE_OUTBOX_DIRECTORY");
            assertNoStackTrace(said);
            assertThat(first.isRunning()).isTrue();
        }
    }

    @Test
    void an_outbox_directory_that_cannot_be_written_stops_the_start_with_what_to_do() throws IOException {
        Path file = Files.createTempFile("no-directory", "");

        String said = refusal(Map.of(
                "BRIDGE_VERIFY_APP_IDS",
                "1400000000",
                "BRIDGE_OUTBOX_DIRECTORY",
                file.resolve("outbox").toString()));

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .contains("cannot be written")
                .contains("BRIDGE_OUTBOX_DIRECTORY")
                .contains("BRIDGE_OUTBOX_ENABLED");
        assertThat(said).doesNotContain("\tat ");
    }

    @Test
    void an_outbox_of_a_newer_version_stops_the_start_with_what_to_do(@TempDir Path outbox) throws Exception {
        try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + outbox.resolve("outbox.db"));
                Statement statement = newer.createStatement()) {
            statement.execute("PRAGMA user_version = 1000");
        }

        String said =
                refusal(Map.of("BRIDGE_VERIFY_APP_IDS", "1400000000", "BRIDGE_OUTBOX_DIRECTORY", outbox.toString()));

        assertThat(said)
                .containsOnlyOnce("cannot start")
                .contains("The outbox file has version 1000")
                .contains("Or start that one");
        assertNoStackTrace(said);
    }
}
