package io.imbridge.faults;

import static io.imbridge.testkit.Http.get;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** The packaged service with 128 MB of heap, and with more callers than it can serve. */
final class CrowdedService implements AutoCloseable {
    private static final String COMMAND = "Group.CallbackAfterGroupDestroyed";
    private static final String TOPIC = "im.group.after-group-destroyed";

    private final ServiceProcess process;
    private final String prefix;

    /**
     * Starts the service.
     *
     * @param prefix the prefix of its topics
     * @param more further environment variables
     */
    CrowdedService(String prefix, Map<String, String> more) {
        this.prefix = prefix;
        Map<String, String> environment = new HashMap<>(more);
        environment.put("BRIDGE_VERIFY_APP_IDS", Callbacks.APP);
        environment.put("BRIDGE_PUBLISH_TOPIC_PREFIX", prefix);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers());
        environment.put("JAVA_TOOL_OPTIONS", Usage.FIXED_HEAP);
        process = new ServiceProcess("crowded", environment).start();
    }

    int port() {
        return process.port();
    }

    String log() {
        return process.log();
    }

    List<String> errors() {
        return process.errors();
    }

    Duration cpu() {
        return Usage.cpu(process);
    }

    long residentKilobytes() {
        return Usage.residentKilobytes(process);
    }

    static Crowd.Callback genuine(int number) {
        return genuine(number, "\"" + "n".repeat(300) + "\"");
    }

    /** A genuine callback that contains the given JSON. */
    static Crowd.Callback genuine(int number, String json) {
        String query = Callbacks.query(COMMAND) + "&" + Callbacks.signature();
        return new Crowd.Callback(query, "{\"GroupId\":\"" + number + "\",\"Name\":" + json + "}");
    }

    static Crowd.Callback unsigned(int number) {
        return new Crowd.Callback(Callbacks.query(COMMAND), genuine(number).body());
    }

    double metric(String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "(\\{.*})? (\\S+)$")
                .matcher(get(process.managementPort(), "/q/metrics").body());
        if (!line.find()) {
            throw new AssertionError("No metric " + name);
        }
        return Double.parseDouble(line.group(2));
    }

    /** The numbers of the genuine callbacks in Kafka, once it has everything that was kept. */
    Set<Integer> arrived() throws IOException {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> metric("bridge_outbox_records") == 0);
        Set<Integer> numbers = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : KafkaTopics.shared().all(TOPIC.replaceFirst("^im", prefix))) {
            numbers.add(Integer.valueOf(
                    GoldenCallback.JSON.readTree(record.value()).get("groupId").textValue()));
        }
        return numbers;
    }

    /** Records a measurement. */
    static void note(String what, Object figure) throws IOException {
        Files.writeString(
                Path.of("target", "overload.md"),
                "| " + what + " | " + figure + " |\n",
                UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    public void close() {
        process.close();
    }
}
