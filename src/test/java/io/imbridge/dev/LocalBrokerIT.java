package io.imbridge.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.Usage;
import java.io.BufferedReader;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class LocalBrokerIT {
    private static final String TOPIC = "im.tried";

    @TempDir
    Path directory;

    @Test
    void what_was_produced_is_read_back_after_a_stop_and_after_a_kill() throws Exception {
        try (LocalBroker broker = new LocalBroker(BrokerSettings.defaults()).start()) {
            createTopic(broker);
            produce(broker, "first");
            assertThat(values(broker)).containsExactly("first");

            broker.stop();
            assertThat(broker.isRunning()).isFalse();
            broker.start();
            produce(broker, "second");
            assertThat(values(broker)).containsExactly("first", "second");

            broker.kill();
            assertThat(broker.isRunning()).isFalse();
            broker.start();
            assertThat(values(broker)).containsExactly("first", "second");
        }
    }

    @Test
    void another_broker_takes_over_directory_and_port() throws Exception {
        int port = Ports.free();
        BrokerSettings settings =
                BrokerSettings.defaults().withDirectory(directory).withPort(port);
        try (LocalBroker broker = new LocalBroker(settings).start()) {
            createTopic(broker);
            produce(broker, "kept");
        }
        try (LocalBroker other = new LocalBroker(settings).start()) {
            assertThat(other.bootstrapServers()).isEqualTo("localhost:" + port);
            assertThat(values(other)).containsExactly("kept");
        }
    }

    @Test
    void it_ends_with_a_parent_that_is_killed() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        KafkaClassPath.find() + File.pathSeparator + testClasses(),
                        Parent.class.getName(),
                        directory.toString())
                .redirectError(Redirect.DISCARD)
                .start();
        try (BufferedReader said = parent.inputReader()) {
            long pid = Long.parseLong(said.readLine());
            assertThat(runs(pid)).isTrue();

            parent.destroyForcibly();

            try {
                await().atMost(Duration.ofSeconds(20)).until(() -> !runs(pid));
            } finally {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void a_start_that_fails_says_why() {
        BrokerSettings wrong = BrokerSettings.defaults().withProperty("num.io.threads", "many");
        try (LocalBroker broker = new LocalBroker(wrong)) {
            assertThatThrownBy(broker::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("exit code 1")
                    .hasMessageContaining("Invalid value many for configuration num.io.threads");
            assertThat(broker.isRunning()).isFalse();
        }
    }

    @Test
    void a_broker_without_a_directory_of_its_own_leaves_nothing_behind() {
        Path log;
        try (LocalBroker broker = new LocalBroker(BrokerSettings.defaults())) {
            broker.start();
            log = broker.log();
            assertThat(log).isNotEmptyFile();
            assertThatThrownBy(broker::start).hasMessageContaining("runs already");
        }
        assertThat(log.getParent()).doesNotExist();
    }

    /** Whether a process still runs. A zombie has no program. */
    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).flatMap(handle -> handle.info().command()).isPresent();
    }

    private static Path testClasses() throws Exception {
        return Path.of(LocalBrokerIT.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static void createTopic(LocalBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
        }
    }

    private static void produce(LocalBroker broker, String value) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value.getBytes(UTF_8))).get(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> values(LocalBroker broker) {
        return new KafkaTopics(broker.bootstrapServers())
                .all(TOPIC).stream()
                        .map(found -> new String(found.value(), UTF_8))
                        .toList();
    }

    /** A JVM that starts a broker, prints its process id, and waits. */
    static final class Parent {
        private Parent() {}

        @SuppressWarnings("resource") // That it is not closed is the point.
        public static void main(String[] args) throws Exception {
            LocalBroker broker = new LocalBroker(BrokerSettings.defaults().withDirectory(Path.of(args[0]))).start();
            System.out.println(broker.pid());
            Thread.currentThread().join();
        }
    }
}
