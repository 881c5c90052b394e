package io.imbridge.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.dev.LocalBroker;
import io.imbridge.faults.Oracle.Sent;
import io.imbridge.faults.Oracle.Verdict;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.TcpRelay;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;

/**
 * A broker and the packaged service, each in a process of its own that can be killed, and the oracle that checks them.
 */
final class FaultRig implements AutoCloseable {
    /** The default command of a load. Its topic is the oracle's topic. */
    static final String COMMAND = "Group.CallbackAfterGroupInfoChanged";

    static final String TOPIC = "im.group.after-group-info-changed";

    /** Another command. */
    static final String OTHER_COMMAND = "Group.CallbackAfterTopicInfoChanged";

    static final String OTHER_TOPIC = "im.group.after-topic-info-changed";

    /** The lock of the tests that need the whole machine and never run at the same time. */
    static final String CORES = Usage.CORES;

    private static final Path TABLE = Path.of("target", "faults.md");
    private static final Duration DRAIN = Duration.ofMinutes(5);

    private final Map<String, Oracle> oracles = new TreeMap<>();
    private final LocalBroker broker;
    private final TcpRelay wire;
    private final ServiceProcess service;
    private final HttpClient http = HttpClient.newHttpClient();

    FaultRig(FaultSetup setup) {
        int port = setup.brokerPort();
        wire = new TcpRelay(port);
        broker = new LocalBroker(setup.broker(wire.port())).start();
        service = setup.service("localhost:" + wire.port()).start();
    }

    /** The oracle of the callbacks for the topic of {@link #COMMAND}. */
    Oracle oracle() {
        return oracle(TOPIC);
    }

    Oracle oracle(String topic) {
        return oracles.computeIfAbsent(topic, unseen -> new Oracle());
    }

    LocalBroker broker() {
        return broker;
    }

    /** The only connection between the service and the broker. */
    TcpRelay wire() {
        return wire;
    }

    ServiceProcess service() {
        return service;
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    Load load(String name, int connections, int perSecond) {
        return new Load(oracle(), service.port(), COMMAND, name, connections, perSecond);
    }

    Load otherLoad(String name, int connections, int perSecond) {
        return new Load(oracle(OTHER_TOPIC), service.port(), OTHER_COMMAND, name, connections, perSecond);
    }

    void awaitMoreOk(long more) {
        awaitMoreOk(TOPIC, more);
    }

    void awaitMoreOk(String topic, long more) {
        long goal = oracle(topic).answeredOk() + more;
        await().atMost(Duration.ofMinutes(2).plusMillis(2 * more))
                .until(() -> oracle(topic).answeredOk() >= goal);
    }

    /** The service's view of its outbox: the data of its readiness check. */
    JsonNode keeping() {
        URI ready = URI.create("http://127.0.0.1:" + service.managementPort() + "/q/health/ready");
        try {
            String answer = http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return StreamSupport.stream(
                            GoldenCallback.JSON.readTree(answer).get("checks").spliterator(), false)
                    .filter(check -> check.get("name").textValue().equals("keeping"))
                    .findFirst()
                    .orElseThrow()
                    .get("data");
        } catch (IOException | InterruptedException unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    /** Waits until the outbox's mode is {@code disk}, {@code waiting-for-kafka} or {@code refusing}. */
    void awaitMode(String mode) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> keeping().path("mode").asText().equals(mode));
    }

    /** Waits until Kafka has everything in the outbox. */
    void drain() {
        await().atMost(DRAIN).until(() -> keeping().path("records").asLong(-1) == 0);
    }

    /** Like {@link #drain}, during a load: until no more records wait than arrive in a second. */
    void drainUnderLoad() {
        await().atMost(DRAIN).until(() -> keeping().path("records").asLong(Long.MAX_VALUE) < 1000);
    }

    /** The number of records of a topic in Kafka. */
    long inKafka(String topic) {
        return new KafkaTopics(broker.bootstrapServers())
                .ends(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Drains the outbox, sends one more callback, compares Kafka's records with the sent callbacks, and adds the result
     * to a table.
     */
    Verdict verdict(String scenario) {
        long before = oracle().answeredOk();
        Load fresh = load("fresh", 1, 10);
        await().until(() -> oracle().answeredOk() > before);
        fresh.close();
        drain();
        Verdict all = oracles.entrySet().stream()
                .map(topic -> topic.getValue().judge(found(topic.getKey())))
                .reduce(Verdict::plus)
                .orElseThrow();
        note(all.row(scenario));
        return all;
    }

    /** The callbacks of a topic in Kafka. */
    List<Sent> found(String topic) {
        return new KafkaTopics(broker.bootstrapServers())
                .all(topic).stream().map(record -> sent(record.value())).toList();
    }

    private static Sent sent(byte[] value) {
        try {
            JsonNode event = GoldenCallback.JSON.readTree(value);
            return new Sent(
                    event.get("groupId").textValue(),
                    Integer.parseInt(event.at("/changes/name").textValue()));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    static void note(String row) {
        System.out.println(row);
        try {
            Files.createDirectories(TABLE.getParent());
            Files.write(TABLE, (row + "\n").getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    @Override
    public void close() {
        service.close();
        broker.close();
        wire.close();
    }
}
