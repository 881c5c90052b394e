package io.imbridge.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.testkit.Http;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * A community whose life the packaged service publishes to topics of its own, with all possible faults on the way.
 *
 * <p>However often and in whatever order its events are read, the result must be {@link #PROFILES} and
 * {@link #CUSTOM_FIELDS}.
 */
final class Community implements AutoCloseable {
    static final String GROUP = "@TGS#_@TGS#walkers";
    static final String ROUTES = GROUP + "@TOPIC#_@TOPIC#routes";

    /** Group, topic, name, introduction, notification, picture; null if the value was never in an event. */
    static final List<List<String>> PROFILES = List.of(
            row(GROUP, "", "Hill Walkers ⛰", "We walk.", "", null),
            row(GROUP, ROUTES, "Routes 2026", "All routes", null, ""));

    /** Group, topic, name, value. */
    static final List<List<String>> CUSTOM_FIELDS = List.of(
            row(GROUP, "", "level", "hard"),
            row(GROUP, "", "region", "north"),
            row(GROUP, "", "since", "1998"),
            row(GROUP, ROUTES, "sort", "newest"));

    /** The number of different events of the group's life. */
    private static final int EVENTS = 14;

    /** The number of records that {@link #poison} writes. */
    static final int POISON = 5;

    private static final String FOOD = GROUP + "@TOPIC#_@TOPIC#food";
    private static final String SINCE = "\"UserDefinedDataList\":[{\"Key\":\"since\",\"Value\":\"1998\"}]";
    private static final String NOTICE_CLEARED = "{\"GroupId\":\"" + GROUP + "\",\"EventTime\":1795000003000,"
            + "\"Notification\":\"\",\"UserDefinedDataList\":[{\"Key\":\"level\",\"Value\":\"hard\"}],\"New\":[1]}";

    private final String prefix;
    private final KafkaTopics topics = KafkaTopics.shared();
    private final ServiceProcess service;
    private int changes;
    private int records;

    /** Starts a service that runs until {@link #close} and whose topics begin with {@code prefix}. */
    Community(String prefix) {
        this.prefix = prefix;
        service = new ServiceProcess(
                prefix,
                Map.of(
                        "BRIDGE_VERIFY_APP_IDS",
                        "1400000000",
                        "KAFKA_BOOTSTRAP_SERVERS",
                        Kafka.bootstrapServers(),
                        "BRIDGE_PUBLISH_TOPIC_PREFIX",
                        prefix,
                        "BRIDGE_PUBLISH_TIMELINE_TOPIC",
                        timeline()));
        service.start();
    }

    /** Creates a group, renames it, clears its notice; creates, changes, ends topics; destroys another group whole. */
    void live() {
        group("CreateGroup", "\"Name\":\"Walkers\",\"Type\":\"Community\",\"EventTime\":1795000001000," + SINCE);
        group(
                "GroupInfoChanged",
                "\"Name\":\"Hill Walkers ⛰\",\"Introduction\":\"We walk.\",\"Notification\":\"At nine\","
                        + "\"EventTime\":\"1795000002000\",\"UserDefinedDataList\":[{\"Key\":\"level\",\"Value\":\"easy\"},"
                        + "{\"Key\":\"region\",\"Value\":\"north\"}]");
        post("Group.CallbackAfterGroupInfoChanged", NOTICE_CLEARED);
        group(
                "CreateTopic",
                "\"TopicId\":\"" + ROUTES + "\",\"Name\":\"Routes\",\"Owner_Account\":\"leckie\","
                        + "\"UserDefinedDataList\":[{\"Key\":\"sort\",\"Value\":\"newest\"}]");
        group("CreateTopic", "\"TopicId\":\"" + FOOD + "\",\"Name\":\"Food\"");
        group(
                "TopicInfoChanged",
                "\"TopicId\":\"" + ROUTES + "\",\"Name\":\"Routes 2026\",\"FaceUrl\":\"https://a/b\"");
        group("TopicInfoChanged", "\"TopicId\":\"" + ROUTES + "\",\"Introduction\":\"All routes\",\"FaceUrl\":\"\"");
        group("TopicInfoChanged", "\"Name\":\"Of which topic?\"");
        group("CreateTopic", "\"TopicId\":\"\",\"Name\":\"Of none\"");
        group("TopicDestroyed", "\"TopicIdList\":\"\"");
        group("TopicDestroyed", "\"TopicIdList\":[\"" + FOOD + "\"]");
        group("TopicInfoChanged", "\"TopicId\":\"" + FOOD + "\",\"Notification\":\"Overtaken by the end\"");
        // A callback that is delivered twice, with others in between, and one that arrives late.
        post("Group.CallbackAfterGroupInfoChanged", NOTICE_CLEARED);
        group("GroupInfoChanged", "\"Name\":\"Overtaken\",\"EventTime\":1795000001500");
        group("Tomorrow", "\"Name\":\"Of a command that nobody knows\"");
        String gone = "{\"GroupId\":\"gone\",\"Name\":\"Gone\",\"EventTime\":1795000001000}";
        post("Group.CallbackAfterCreateGroup", gone);
        post("Group.CallbackAfterCreateTopic", "{\"GroupId\":\"gone\",\"TopicId\":\"gone too\",\"Name\":\"Gone\"}");
        post("Group.CallbackAfterGroupDestroyed", "{\"GroupId\":\"gone\",\"EventTime\":1795000009000}");
        awaitRecords();
    }

    /** More changes of the group, which leave no trace except the events. */
    void change(int times) {
        for (int i = 0; i < times; i++) {
            group("GroupInfoChanged", "\"Number\":" + changes++);
        }
        awaitRecords();
    }

    /** The number of different events of the group so far. */
    int events() {
        return EVENTS + changes;
    }

    /** Sends the callback from the page of a consumer. */
    void tell(ConsumerPage page) {
        page.send(service.port(), service.directory());
        records += 2;
        awaitRecords();
    }

    /** Ends a group for good: it has no profile any more. */
    void end(String group) {
        post("Group.CallbackAfterGroupDestroyed", "{\"GroupId\":\"" + group + "\"}");
        awaitRecords();
    }

    /** Writes records to its topics that the service never writes. */
    void poison() {
        List<byte[]> values = new ArrayList<>(List.of(
                "{oops".getBytes(UTF_8), "[1]".getBytes(UTF_8), "\"text\"".getBytes(UTF_8), new byte[] {-1, 0, -2}));
        values.add(null);
        String topic = prefix + ".group.after-group-info-changed";
        records += values.size();
        send(values.stream()
                .map(value -> new ProducerRecord<>(topic, GROUP.getBytes(UTF_8), value))
                .toList());
    }

    /** Writes all records again in reverse order, as after a crash. */
    void repeatBackwards() {
        List<ProducerRecord<byte[], byte[]>> again = backwards(prefix);
        records += again.size();
        send(again);
    }

    /** Copies all records in reverse order; returns the prefix of the copies. */
    String copyBackwards() {
        String copy = prefix + "-backwards";
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", Kafka.bootstrapServers()))) {
            admin.createTopics(names().stream()
                            .map(name -> new NewTopic(copy + name.substring(prefix.length()), 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException unable) {
            throw new IllegalStateException(unable);
        }
        send(backwards(copy));
        return copy;
    }

    /** The topic with a second copy of everything that the service writes to the other topics. */
    String timeline() {
        return prefix + "-timeline";
    }

    /** Its other present topics. */
    List<String> names() {
        return topics.names().stream()
                .filter(name -> name.startsWith(prefix + "."))
                .sorted()
                .toList();
    }

    String prefix() {
        return prefix;
    }

    @Override
    public void close() {
        service.close();
    }

    private void group(String what, String fields) {
        post("Group.CallbackAfter" + what, "{\"GroupId\":\"" + GROUP + "\"," + fields + "}");
    }

    private void post(String command, String body) {
        String answer = Http.post(service.port(), "SdkAppid=1400000000&CallbackCommand=" + command, body)
                .body();
        if (!answer.contains("\"OK\"")) {
            throw new IllegalStateException(answer);
        }
        // One record is in its topic and one in the timeline.
        records += 2;
    }

    /** Waits, because the service answers before Kafka has the event. */
    private void awaitRecords() {
        Awaitility.await("the records of " + prefix)
                .pollInSameThread()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Stream.concat(names().stream(), Stream.of(timeline()))
                                .flatMap(name -> topics.ends(name).values().stream())
                                .mapToLong(Long::longValue)
                                .sum()
                        == records);
    }

    private List<ProducerRecord<byte[], byte[]>> backwards(String copy) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        names().forEach(name -> records.addAll(topics.all(name)));
        Collections.reverse(records);
        return records.stream()
                .map(record -> new ProducerRecord<>(
                        copy + record.topic().substring(prefix.length()),
                        null,
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        record.headers()))
                .toList();
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> settings = Map.of("bootstrap.servers", Kafka.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(producer::send);
        }
    }

    private static List<String> row(String... cells) {
        return Collections.unmodifiableList(new ArrayList<>(Arrays.asList(cells)));
    }
}
