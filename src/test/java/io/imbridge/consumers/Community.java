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
 * A community whose life the packaged service tells, in topics of its own, and all that can go wrong on the way.
 *
 * <p>However often and in whatever order its events are read, {@link #PROFILES} and {@link #CUSTOM_FIELDS} are what
 * must come of them.
 */
final class Community implements AutoCloseable {
    static final String GROUP = "@TGS#_@TGS#walkers";
    static final String ROUTES = GROUP + "@TOPIC#_@TOPIC#routes";

    /** Group, topic, name, introduction, notification, picture; null for what was never told. */
    static final List<List<String>> PROFILES = List.of(
            row(GROUP, "", "Hill Walkers ⛰", "We walk.", "", null),
            row(GROUP, ROUTES, "Routes 2026", "All routes", null, ""));

    /** Group, topic, name, value. */
    static final List<List<String>> CUSTOM_FIELDS = List.of(
            row(GROUP, "", "level", "hard"),
            row(GROUP, "", "region", "north"),
            row(GROUP, "", "since", "1998"),
            row(GROUP, ROUTES, "sort", "newest"));

    /** How many different events tell the group's life. */
    private static final int EVENTS = 14;

    /** How many records {@link #poison} writes. */
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

    /** Of a service that runs until {@link #close}; its topics begin with {@code prefix}. */
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

    /** Created, renamed, notice cleared; topics created, changed and destroyed; another one destroyed with all it had. */
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
        // Delivered twice, with others in between; and one that comes late.
        post("Group.CallbackAfterGroupInfoChanged", NOTICE_CLEARED);
        group("GroupInfoChanged", "\"Name\":\"Overtaken\",\"EventTime\":1795000001500");
        group("Tomorrow", "\"Name\":\"Of a command that nobody knows\"");
        String gone = "{\"GroupId\":\"gone\",\"Name\":\"Gone\",\"EventTime\":1795000001000}";
        post("Group.CallbackAfterCreateGroup", gone);
        post("Group.CallbackAfterCreateTopic", "{\"GroupId\":\"gone\",\"TopicId\":\"gone too\",\"Name\":\"Gone\"}");
        post("Group.CallbackAfterGroupDestroyed", "{\"GroupId\":\"gone\",\"EventTime\":1795000009000}");
        awaitRecords();
    }

    /** More changes of the group, of which nothing but the events remain. */
    void change(int times) {
        for (int i = 0; i < times; i++) {
            group("GroupInfoChanged", "\"Number\":" + changes++);
        }
        awaitRecords();
    }

    /** How many different events the group has had until now. */
    int events() {
        return EVENTS + changes;
    }

    /** Sends what the page of a consumer sends. */
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

    /** Writes into its topics what the service never writes. */
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

    /** Writes all records again, as after a crash, in the other direction. */
    void repeatBackwards() {
        List<ProducerRecord<byte[], byte[]>> again = backwards(prefix);
        records += again.size();
        send(again);
    }

    /** A copy of all records in which the last comes first; returns its prefix. */
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

    /** The topic in which all that the others have from the service is once more. */
    String timeline() {
        return prefix + "-timeline";
    }

    /** The other topics that it has now. */
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
        // One of them in the timeline.
        records += 2;
    }

    /** The service answers before Kafka has the event. */
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
