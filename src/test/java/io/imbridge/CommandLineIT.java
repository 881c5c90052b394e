package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.TOKEN;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.Http.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.FreePorts;
import io.imbridge.testkit.Jdks;
import io.imbridge.testkit.Jdks.Jdk;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the packaged service: a backlog is created, inspected, and drained. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
@ResourceLock("command-line")
class CommandLineIT {
    private static final int NUMBER = 180;
    private static final String PREFIX = "cli";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Map<String, String> UNREACHABLE = Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");

    @TempDir
    Path directory;

    private int runs;

    @Test
    void what_the_simulator_sent_while_kafka_was_unreachable_is_in_the_outbox_and_then_in_kafka() throws IOException {
        Path classes = directory.resolve("classes.log");
        try (ServiceProcess service = new ServiceProcess(
                        "command-line",
                        environment(Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS",
                                "127.0.0.1:1",
                                "JAVA_TOOL_OPTIONS",
                                "-Xlog:class+load:file=" + classes)))
                .start()) {
            assertThat(Files.readAllLines(classes))
                    .filteredOn(line -> line.contains("] io.imbridge.Main ")
                            || line.contains("] picocli.")
                            || line.contains("] io.opentelemetry.sdk.")
                            || line.contains("] io.opentelemetry.exporter.")
                            || line.contains("] io.opentelemetry.instrumentation."))
                    .singleElement()
                    .asString()
                    .contains("io.imbridge.Main");
            warm(service.port());
            simulates(service.port());
            refusedIsCounted(service.port());

            assertThat(run(UNREACHABLE, 0, "outbox", "status")).startsWith("records  " + NUMBER + "\n");
            assertThat(run(environment(UNREACHABLE), 1, "outbox", "drain"))
                    .contains("cannot start")
                    .contains("is in use by process " + service.pid());
            service.kill();
        }
        assertThat(run(UNREACHABLE, 0, "outbox", "verify")).isEqualTo("OK, " + NUMBER + " records read.\n");

        String drained =
                run(environment(Map.of("KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers())), 0, "outbox", "drain");

        assertThat(drained).contains("Outbox drained").doesNotContain("Listening on", "\"message\"");
        assertThat(run(UNREACHABLE, 0, "outbox", "status")).startsWith("records  0\n");
        KafkaTopics topics = KafkaTopics.shared();
        assertThat(topics.names().stream()
                        .filter(topic -> topic.startsWith(PREFIX + "."))
                        .mapToInt(topic -> topics.all(topic).size())
                        .sum())
                .isEqualTo(NUMBER);
    }

    @ParameterizedTest
    @MethodSource("io.imbridge.testkit.Jdks#all")
    void no_command_warns_of_its_java(Jdk jdk) {
        String unreachable = "--target=http://localhost:" + FreePorts.next();

        assertThat(run(jdk, Map.of(), 1, "simulate", unreachable, "--number=1"))
                .doesNotContain("WARNING", "sun.misc.Unsafe");
        assertThat(run(jdk, Map.of(), 1, "outbox", "status")).hasLineCount(1);
        assertThat(run(jdk, Map.of(), 0, "--version"))
                .startsWith("im-kafka-bridge ")
                .hasLineCount(1);
    }

    /** The simulator waits for 2 seconds, and a newly started service may need longer on a busy machine. */
    private static void warm(int port) {
        for (int i = 0; i < 20; i++) {
            assertThat(post(port, query(COMMAND), "{}").statusCode()).isEqualTo(403);
        }
    }

    private void simulates(int port) throws IOException {
        String said = simulate(0, port, Files.writeString(directory.resolve("token"), TOKEN + "\n"));

        assertThat(said).contains(NUMBER + " callbacks in ").containsPattern("(?m)^ +" + NUMBER + "  200 OK$");
        assertThat(said).containsPattern("p50 [0-9.]+, p90 [0-9.]+, p99 [0-9.]+, p99\\.9 [0-9.]+, max [0-9.]+");
    }

    private void refusedIsCounted(int port) throws IOException {
        String said = simulate(1, port, Files.writeString(directory.resolve("wrong"), "another\n"));

        assertThat(said).containsPattern("(?m)^ +" + NUMBER + "  403 10121 Sign fits none of the app's tokens");
    }

    private String simulate(int code, int port, Path token) {
        return run(
                Map.of(),
                code,
                "simulate",
                "--target=http://localhost:" + port,
                "--number=" + NUMBER,
                "--rate=0",
                "--groups=10",
                "--connections=4",
                "--token-file=" + token);
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("BRIDGE_VERIFY_APP_IDS", APP);
        all.put("BRIDGE_VERIFY_TOKENS_" + APP, TOKEN);
        all.put("BRIDGE_PUBLISH_TOPIC_PREFIX", PREFIX);
        all.put("BRIDGE_OUTBOX_DIRECTORY", directory.resolve("outbox").toString());
        return all;
    }

    private String run(Map<String, String> environment, int code, String... arguments) {
        return run(Jdks.own(), environment, code, arguments);
    }

    /** Runs a command, and returns its output. */
    private String run(Jdk jdk, Map<String, String> environment, int code, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                jdk.java().toString(),
                "-jar",
                ServiceProcess.PACKAGE.resolve("quarkus-run.jar").toString()));
        command.addAll(List.of(arguments));
        Map<String, String> all = new HashMap<>(environment);
        all.put("BRIDGE_OUTBOX_DIRECTORY", directory.resolve("outbox").toString());
        Path log = directory.resolve("run-" + runs++ + ".log");
        try (ChildProcess process = ChildProcess.start(command, all, directory, log)) {
            assertThat(process.awaitExit(PATIENCE)).as(process.log()).isEqualTo(code);
            return process.log();
        }
    }
}
