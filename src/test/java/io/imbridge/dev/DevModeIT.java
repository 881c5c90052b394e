package io.imbridge.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.callback.Refusal;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Curl;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ProjectCopy;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The README's first command, in a copy of the project: everything that it promises works, while the code changes and
 * until it ends.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class DevModeIT {
    private static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";
    private static final String TOPIC = "im.group.after-topic-info-changed";
    private static final Pattern BROKER = Pattern.compile("The Kafka broker listens on localhost:([0-9]+);");
    private static final Pattern CONSOLE = Pattern.compile("To watch callbacks: +http://localhost:(\\d+)/console");
    private static final Pattern CURL = Pattern.compile("To send a callback: +(curl .*)");
    private static final Pattern STARTED = Pattern.compile("Listening on: ");

    /** On a new machine Maven first downloads the parts for dev mode. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ProjectCopy project = ProjectCopy.fresh("dev-mode");
    private final int port = Ports.free();

    @Test
    void the_first_command_brings_a_broker_that_stays_through_live_reload_and_ends_with_it() throws Exception {
        try (ChildProcess dev = quarkusDev()) {
            found(dev, STARTED);
            int brokerPort = Integer.parseInt(found(dev, BROKER).group(1));
            String line = found(dev, CURL).group(1);
            int console = Integer.parseInt(found(dev, CONSOLE).group(1));
            assertThat(Http.get(console, "/console/api/session").body()).contains("\"writable\":true");
            KafkaTopics topics = new KafkaTopics("localhost:" + brokerPort);

            assertThat(shell(Curl.withAny(line))).isEqualTo(OK);
            assertAreSamples(topics.first(1, TOPIC), 1);

            readsAndBuildsBesideIt(dev, brokerPort);
            reload();
            assertAreSamples(topics.all(TOPIC), 1);
            assertThat(shell(Curl.withOurs(line))).isEqualTo(OK);
            assertAreSamples(topics.first(2, TOPIC), 2);

            assertEndsWithAllItStarted(dev, brokerPort);
        }
    }

    /** The next steps of a newcomer: reading the topics, and trying a consumer. Neither restarts dev mode. */
    private void readsAndBuildsBesideIt(ChildProcess dev, int brokerPort) {
        try (ChildProcess reader =
                project.mvnw("-q", "exec:java", "-Dkafka.bootstrap.servers=localhost:" + brokerPort)) {
            await("the event from " + reader)
                    .atMost(START)
                    .pollInSameThread()
                    .failFast(() ->
                            assertThat(reader.isRunning()).as(reader.log()).isTrue())
                    .until(() -> reader.log().contains("leckie renamed a topic to “TestTopic”"));
            assertThat(reader.log()).contains("  " + TOPIC + "/").doesNotContain("WARN", "ERROR");
        }
        try (ChildProcess build = project.mvnw("-q", "-f", "docs/consumers/java", "compile")) {
            assertThat(build.awaitExit(START)).as(build.log()).isZero();
        }
        // Dev mode checks for changes with a request, at most every two seconds.
        Instant end = Instant.now().plusSeconds(5);
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            assertThat(Http.get(port, "/").statusCode()).isEqualTo(Refusal.METHOD_NOT_ALLOWED.status());
            return Instant.now().isAfter(end);
        });
        assertThat(STARTED.matcher(dev.log()).results()).as(dev.log()).hasSize(1);
    }

    private ChildProcess quarkusDev() {
        return project.mvnw("quarkus:dev", "-Dquarkus.http.port=" + port, "-Dquarkus.management.port=" + Ports.free());
    }

    /** Waits for a text in the log and returns the match. */
    private static Matcher found(ChildProcess dev, Pattern pattern) {
        await(pattern + " in the log of " + dev)
                .atMost(START)
                .pollInSameThread()
                .failFast(() -> assertThat(dev.isRunning()).as(dev.log()).isTrue())
                .until(() -> pattern.matcher(dev.log()).find());
        Matcher matcher = pattern.matcher(dev.log());
        assertThat(matcher.find()).isTrue();
        return matcher;
    }

    private String shell(String line) {
        try (ChildProcess shell = ChildProcess.start(
                List.of("sh", "-c", line),
                Map.of(),
                project.directory(),
                project.directory().resolve("sh.log"))) {
            assertThat(shell.awaitExit(PATIENCE)).as(shell.log()).isZero();
            return shell.log();
        }
    }

    /** Dev mode checks for changed sources with a request. */
    private void reload() {
        String before = Refusal.METHOD_NOT_ALLOWED.sentence();
        String after = before + " Changed while it ran.";
        assertThat(Http.get(port, "/").body()).contains(before).doesNotContain(after);

        project.edit("src/main/java/io/imbridge/callback/Refusal.java", '"' + before + '"', '"' + after + '"');

        await("the change to be live")
                .atMost(PATIENCE)
                .pollInSameThread()
                .ignoreExceptions()
                .until(() -> Http.get(port, "/").body().contains(after));
    }

    private static void assertAreSamples(List<ConsumerRecord<byte[], byte[]>> records, int count) throws IOException {
        assertThat(records).hasSize(count);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            assertThat(GoldenCallback.JSON
                            .readTree(record.value())
                            .at("/changes/name")
                            .textValue())
                    .isEqualTo("TestTopic");
        }
    }

    /** Only Maven is told to end. The service's JVM is its child, and the broker's JVM is its grandchild. */
    private static void assertEndsWithAllItStarted(ChildProcess dev, int brokerPort) {
        List<ProcessHandle> all = dev.all();
        assertThat(all).hasSizeGreaterThanOrEqualTo(3).allMatch(DevModeIT::runs);
        assertThat(Ports.answers(brokerPort)).isTrue();
        try {
            dev.terminate();
            await().atMost(PATIENCE).until(() -> all.stream().noneMatch(DevModeIT::runs) && !Ports.answers(brokerPort));
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /**
     * Whether a process still runs. A zombie has no program; a process that is just ending has none either, and may
     * still hold its ports.
     */
    private static boolean runs(ProcessHandle process) {
        return process.info().command().isPresent();
    }
}
