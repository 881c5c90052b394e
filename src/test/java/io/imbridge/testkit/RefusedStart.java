package io.imbridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A start of the packaged service that is refused: what it says, and that it ends as it should. */
public final class RefusedStart {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private RefusedStart() {}

    /** What the service says with this environment. */
    public static String refusal(Map<String, String> environment) {
        try (ServiceProcess service = new ServiceProcess("refused-start", environment)) {
            assertThat(service.tryStart()).as("listens").isFalse();
            return saidAtTheEnd(service);
        }
    }

    /** As the other one, with a file of properties beside the service. */
    public static String refusal(Map<String, String> environment, String properties) throws IOException {
        try (ServiceProcess service = new ServiceProcess("refused-start", environment)) {
            Path file = service.directory().resolve(Path.of("config", "application.properties"));
            Files.createDirectories(file.getParent());
            Files.writeString(file, properties);
            assertThat(service.tryStart()).as("listens").isFalse();
            return saidAtTheEnd(service);
        }
    }

    /** What a service has said that is about to end. */
    public static String saidAtTheEnd(ServiceProcess service) {
        assertThat(service.awaitExit(PATIENCE)).isEqualTo(1);
        return service.log();
    }

    /** An operator is to read it. */
    public static void assertNoStackTrace(String said) {
        assertThat(said).doesNotContain("\tat ", "Exception");
    }
}
