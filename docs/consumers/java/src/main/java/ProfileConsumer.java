import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Keeps the profiles of groups and topics in a database, from the events of im-kafka-bridge.
 *
 * <p>It may be killed at any moment and started again: nothing is lost, and nothing is counted twice. It does not
 * depend on the order of the events, because the newest value of each field counts.
 */
public final class ProfileConsumer {
    private static final List<String> TOPICS = List.of(
            "group.after-create-group",
            "group.after-group-info-changed",
            "group.after-group-destroyed",
            "group.after-create-topic",
            "group.after-topic-info-changed",
            "group.after-topic-destroyed",
            "unknown");

    /** The headers of every event of the bridge. */
    private static final List<String> HEADERS = List.of("ce_id", "ce_time", "ce_sequence", "ce_fingerprint");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** At levels below WARNING, Kafka's client logs its whole configuration. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private final Connection database;

    private ProfileConsumer(Connection database) {
        this.database = database;
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        KAFKA.setLevel(Level.WARNING);
        String group = setting("GROUP", "profiles-java");
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", setting("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
                "group.id", group,
                // After a crash it continues at once. A second instance at the same time needs a name of its own.
                "group.instance.id", group + "-" + setting("INSTANCE", "1"),
                // A new group begins with the oldest event that Kafka has.
                "auto.offset.reset", "earliest",
                // A topic is created with its first event: look for new topics, and leave their creation to the bridge.
                "metadata.max.age.ms", 10_000,
                "allow.auto.create.topics", false,
                // This program commits by itself when an event is done.
                "enable.auto.commit", false);
        try (Connection database = DriverManager.getConnection(setting("DATABASE", "jdbc:sqlite:profiles.db"));
                KafkaConsumer<String, byte[]> kafka =
                        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            prepare(database);
            kafka.subscribe(topics());
            new ProfileConsumer(database).run(kafka);
        }
    }

    /**
     * Ends with an exception when the database fails. Then nothing is committed, and the next start reads the events
     * again.
     */
    private void run(KafkaConsumer<String, byte[]> kafka) throws SQLException {
        while (true) {
            ConsumerRecords<String, byte[]> records = kafka.poll(Duration.ofSeconds(1));
            for (ConsumerRecord<String, byte[]> record : records) {
                apply(record);
            }
            if (!records.isEmpty()) {
                // Commit to the database first, and then to Kafka. If the process is killed in between, it reads the
                // events again and recognizes their ids.
                database.commit();
                kafka.commitSync();
            }
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) throws SQLException {
        JsonNode event = json(record.value());
        if (event == null || !HEADERS.stream().allMatch(name -> header(record, name) != null)) {
            say("skipped, no event", record);
            return;
        }
        // The time of the event, or else of its arrival. The sequence decides between equal times of one instance.
        String stamp = header(record, "ce_time") + "/" + header(record, "ce_sequence");
        boolean isNew = write(
                "INSERT INTO event (id, stamp, fingerprint, value) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                header(record, "ce_id"),
                stamp,
                header(record, "ce_fingerprint"),
                new String(record.value(), UTF_8));
        if (isNew) {
            apply(event, stamp, record);
        }
    }

    private void apply(JsonNode event, String stamp, ConsumerRecord<String, byte[]> record) throws SQLException {
        String group = event.path("groupId").asText();
        String topic = event.path("topicId").asText();
        String command = event.path("command").asText();
        switch (command) {
            case "Group.CallbackAfterCreateGroup" -> {
                created(group, "", stamp);
                changed(group, "", event, stamp);
            }
            case "Group.CallbackAfterGroupInfoChanged" -> changed(group, "", event, stamp);
            case "Group.CallbackAfterGroupDestroyed" -> ended(group, "", stamp);
            case "Group.CallbackAfterCreateTopic", "Group.CallbackAfterTopicInfoChanged" -> {
                if (topic.isEmpty()) {
                    // The vendor does not promise the topic's id. Without the id, this event is not a change of the
                    // group!
                    say("kept, but of no known topic", record);
                } else {
                    if (command.equals("Group.CallbackAfterCreateTopic")) {
                        created(group, topic, stamp);
                    }
                    changed(group, topic, event, stamp);
                }
            }
            case "Group.CallbackAfterTopicDestroyed" -> {
                for (JsonNode destroyed : event.path("topicIds")) {
                    if (!destroyed.asText().isEmpty()) {
                        ended(group, destroyed.asText(), stamp);
                    }
                }
            }
            default -> say("kept, but of a command that is not for us", record);
        }
        write(
                "INSERT INTO activity VALUES (?, 1)"
                        + " ON CONFLICT (group_id) DO UPDATE SET events = activity.events + 1",
                group);
    }

    private void changed(String group, String topic, JsonNode event, String stamp) throws SQLException {
        write("INSERT INTO life (group_id, topic_id) VALUES (?, ?) ON CONFLICT DO NOTHING", group, topic);
        for (String name : List.of("name", "introduction", "notification", "faceUrl")) {
            field(group, topic, name, event.path("changes").path(name), stamp);
        }
        // The custom fields in the event have changed; all others stay.
        for (Map.Entry<String, JsonNode> custom : event.path("customFields").properties()) {
            field(group, topic, "custom:" + custom.getKey(), custom.getValue(), stamp);
        }
    }

    /**
     * Missing: unchanged, so nothing is written. Empty: cleared, so "" is written. Older than the known value: ignored.
     */
    private void field(String group, String topic, String name, JsonNode value, String stamp) throws SQLException {
        if (value.isTextual()) {
            write(
                    "INSERT INTO field VALUES (?, ?, ?, ?, ?) ON CONFLICT (group_id, topic_id, name)"
                            + " DO UPDATE SET value = excluded.value, stamp = excluded.stamp"
                            + " WHERE excluded.stamp > field.stamp",
                    group, topic, name, value.textValue(), stamp);
        }
    }

    private void created(String group, String topic, String stamp) throws SQLException {
        write(
                "INSERT INTO life (group_id, topic_id, created) VALUES (?, ?, ?) ON CONFLICT (group_id, topic_id)"
                        + " DO UPDATE SET created = excluded.created WHERE excluded.created > life.created",
                group, topic, stamp);
    }

    private void ended(String group, String topic, String stamp) throws SQLException {
        write(
                "INSERT INTO life (group_id, topic_id, ended) VALUES (?, ?, ?) ON CONFLICT (group_id, topic_id)"
                        + " DO UPDATE SET ended = excluded.ended WHERE excluded.ended > life.ended",
                group, topic, stamp);
    }

    /** Executes a statement, and returns whether a row was written. */
    private boolean write(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate() == 1;
        }
    }

    private static void prepare(Connection database) throws SQLException, IOException {
        try (InputStream schema = ProfileConsumer.class.getResourceAsStream("/schema.sql");
                Statement statement = database.createStatement()) {
            String script = new String(schema.readAllBytes(), UTF_8).replaceAll("--.*", "");
            for (String sql : script.split(";")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        database.setAutoCommit(false);
    }

    /** The value as JSON; null if it is not a JSON object. */
    private static JsonNode json(byte[] value) {
        try {
            JsonNode node = value == null ? null : JSON.readTree(value);
            return node != null && node.isObject() ? node : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private static void say(String what, ConsumerRecord<String, byte[]> record) {
        System.err.printf(
                "%s: %s, partition %d, offset %d%n", what, record.topic(), record.partition(), record.offset());
    }

    private static List<String> topics() {
        String prefix = setting("TOPIC_PREFIX", "im") + ".";
        return List.of(setting("TOPICS", prefix + String.join("," + prefix, TOPICS)).split(","));
    }

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
