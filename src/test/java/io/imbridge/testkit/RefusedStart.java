package io.imbridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Starts of the packaged service that it refuses: what it prints, and that it ends as it should. */
public final class RefusedStart {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private RefusedStart() {}

    /** The message of the service with this environment. */
    public static String refusal(Map<String, String> environment) {
        try (ServiceProcess service = new ServiceProcess("refused-start", environment)) {
            assertThat(service.tryStart()).as("listens").isFalse();
            return saidAtTheEnd(service);
        }
    }

    /** Like the method above, with a properties file beside the service. */
    public static String refusal(Map<String, String> environment, String properties) throws IOException {
        try (ServiceProcess service = new ServiceProcess("refused-start", environment)) {
            Path file = service.directory().resolve(Path.of("config", "application.properties"));
            Files.createDirectories(file.getParent());
            Files.writeString(file, properties);
            assertThat(service.tryStart()).as("listens").isFalse();
            return saidAtTheEnd(service);
        }
    }

    /** The output of a service that is about to end. */
    public static String saidAtTheEnd(ServiceProcess service) {
        assertThat(service.awaitExit(PATIENCE)).isEqualTo(1);
        return service.log();
    }

    /** Operators read this output, so it has no stack trace. */
    public static void assertNoStackTrace(String said) {
        assertThat(said).doesNotContain("\tat ", "Exception");
    }
}
