package io.imbridge.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import io.imbridge.faults.Oracle.Sent;
import io.imbridge.faults.Oracle.Verdict;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A broker and the packaged service, each a process of its own that can be killed, and the oracle that judges them. */
final class FaultRig implements AutoCloseable {
    private static final Path TABLE = Path.of("target", "faults.md");
    private static final Duration DRAIN = Duration.ofMinutes(3);

    private final Oracle oracle = new Oracle();
    private final LocalBroker broker;
    private final ServiceProcess service;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Starts both, the service with these environment variables beside its own. */
    FaultRig(String name, Map<String, String> more) {
        broker = new LocalBroker(BrokerSettings.defaults().withLog(Path.of("target", "faults-" + name + ".log")))
                .start();
        Map<String, String> environment = new HashMap<>(more);
        environment.put("BRIDGE_VERIFY_APP_IDS", Callbacks.APP);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("JAVA_TOOL_OPTIONS", "-Xmx128m");
        service = new ServiceProcess("faults-" + name, environment).start();
    }

    Oracle oracle() {
        return oracle;
    }

    LocalBroker broker() {
        return broker;
    }

    ServiceProcess service() {
        return service;
    }

    Load load(String name, int connections, int perSecond) {
        return new Load(oracle, service.port(), name, connections, perSecond);
    }

    /** How the service sees its outbox: the data of its readiness check. */
    JsonNode keeping() {
        URI ready = URI.create("http://127.0.0.1:" + service.managementPort() + "/q/health/ready");
        try {
            String answer = http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return GoldenCallback.JSON.readTree(answer).at("/checks/0/data");
        } catch (IOException | InterruptedException away) {
            throw new IllegalStateException(away);
        }
    }

    /** Waits until Kafka has all that the outbox has. */
    void drain() {
        await().atMost(DRAIN).until(() -> keeping().path("records").asLong(-1) == 0);
    }

    /** Drains, lets a fresh callback pass, compares what Kafka has with what was sent, and notes it in a table. */
    Verdict verdict(String scenario) {
        long before = oracle.answeredOk();
        Load fresh = load("fresh", 1, 10);
        await().until(() -> oracle.answeredOk() > before);
        fresh.close();
        drain();
        List<Sent> found = new KafkaTopics(broker.bootstrapServers())
                .all(Load.topic()).stream().map(record -> sent(record.value())).toList();
        Verdict verdict = oracle.judge(found);
        note(verdict.row(scenario));
        return verdict;
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
    }
}
