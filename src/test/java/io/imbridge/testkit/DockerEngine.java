package io.imbridge.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** Whether tests should use Docker: the system property {@code broker} decides, or else whether an engine responds. */
final class DockerEngine {
    private DockerEngine() {}

    static boolean isToBeUsed() {
        String chosen = System.getProperty("broker", "");
        return switch (chosen) {
            case "container" -> true;
            case "process" -> false;
            case "" -> leavesTraces() && DockerClientFactory.instance().isDockerAvailable();
            default -> throw new IllegalArgumentException("broker=" + chosen + ": say container or process");
        };
    }

    /** Whether there is a sign of Docker. Without it, Testcontainers' own search would take seconds and log pages. */
    private static boolean leavesTraces() {
        String home = System.getProperty("user.home");
        return System.getenv("DOCKER_HOST") != null
                || System.getProperty("os.name").startsWith("Windows")
                || Stream.of(
                                Path.of("/var/run/docker.sock"),
                                Path.of(home, ".docker", "run", "docker.sock"),
                                Path.of(home, ".docker", "desktop", "docker.sock"),
                                Path.of(home, ".testcontainers.properties"),
                                Path.of(System.getenv().getOrDefault("XDG_RUNTIME_DIR", home), "docker.sock"))
                        .anyMatch(Files::exists);
    }
}
