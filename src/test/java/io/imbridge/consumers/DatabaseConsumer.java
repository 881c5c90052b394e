package io.imbridge.consumers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.FreePorts;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A copy of {@code docs/consumers/database}, with topics and tables of its own. */
final class DatabaseConsumer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRANSACTION = 50;

    /** A JVM that lives only for seconds should start early; it need not become fast. */
    private static final String SOON = "-XX:TieredStopAtLevel=1";

    private final String prefix;
    private final Postgres database;
    private final int port = FreePorts.next();
    private final Shipped copy;
    private final WildProfiles profiles;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Prepares empty topics and tables whose names begin with {@code prefix}. */
    DatabaseConsumer(String prefix, Postgres database) {
        this.prefix = prefix;
        this.database = database;
        copy = Shipped.copy("database", this::ours);
        profiles = new WildProfiles(prefix);
        makeTopics();
        database.execute(read("tables.sql"));
        Map<String, Object> settings =
                Map.of("bootstrap.servers", Kafka.bootstrapServers(), "transactional.id", prefix, "linger.ms", 5);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Starts Kafka Connect as the page says. */
    ChildProcess start() {
        return copy.maven(Map.of("MAVEN_OPTS", SOON), "-q", "exec:exec");
    }

    /** A text of the page or of a file, with the names and addresses of this copy. */
    String ours(String text) {
        return text.replace("localhost:9092", Kafka.bootstrapServers())
                .replace("localhost:8083", "localhost:" + port)
                .replace("localhost:5432", "127.0.0.1:" + database.port())
                .replace("offset.flush.interval.ms=5000", "offset.flush.interval.ms=300")
                .replace("-Xmx256m", SOON)
                .replace("im.profile", prefix + ".profile")
                .replace("im_profile", prefix + "_profile")
                .replace("im-profiles", prefix + "-profiles");
    }

    WildProfiles profiles() {
        return profiles;
    }

    Readers readers() {
        return new Readers("connect-" + ours("im-profiles"));
    }

    List<String> topics() {
        return List.of(profiles.groups(), profiles.topics());
    }

    /** Calls Kafka Connect as a line of the page does, with the path after the connector's address. */
    int call(String method, String path) {
        return Http.send(port, method, ours("/connectors/im-profiles/") + path).statusCode();
    }

    /** Writes this many of the {@link #profiles}, and the same number in aborted transactions. */
    void send(int records) {
        for (int done = 0; done < records; done += TRANSACTION) {
            producer.beginTransaction();
            Stream.generate(profiles::next).limit(TRANSACTION).forEach(producer::send);
            producer.flush();
            producer.abortTransaction();
            send(Stream.generate(profiles::next).limit(Math.min(TRANSACTION, records - done)));
        }
    }

    void send(Stream<ProducerRecord<byte[], byte[]>> records) {
        producer.beginTransaction();
        records.forEach(producer::send);
        producer.commitTransaction();
    }

    /** The differences between the tables and the final state of the topics, a text for each row. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        for (String topic : topics()) {
            Map<String, JsonNode> right = ProfileFold.rows(topic, profiles);
            Map<String, JsonNode> table = table(topic);
            Set<String> keys = new TreeSet<>(right.keySet());
            keys.addAll(table.keySet());
            keys.removeIf(key -> Objects.equals(right.get(key), table.get(key)));
            keys.forEach(
                    key -> wrong.add("%s has %.500s and not %.500s".formatted(topic, table.get(key), right.get(key))));
        }
        return wrong;
    }

    /** The first value in the database's answer. */
    String ask(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(ours(sql))) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException wrong) {
            throw new IllegalStateException(sql, wrong);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    /** The rows by key. */
    private Map<String, JsonNode> table(String topic) {
        String query = "SELECT jsonb_strip_nulls(to_jsonb(t) - 'written_time') FROM " + topic.replace('.', '_') + " t";
        Map<String, JsonNode> rows = new HashMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    JsonNode json = JSON.readTree(row.getString(1));
                    rows.put(json.path("key").textValue(), json);
                }
            }
            return rows;
        } catch (SQLException | IOException wrong) {
            throw new IllegalStateException(query, wrong);
        }
    }

    private void makeTopics() {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", Kafka.bootstrapServers()))) {
            admin.createTopics(topics().stream()
                            .map(topic -> new NewTopic(topic, Optional.of(3), Optional.empty())
                                    .configs(Map.of("cleanup.policy", "compact")))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException unable) {
            throw new IllegalStateException(unable);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(copy.directory().resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
