import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The present profiles of all groups (or topics), as im-kafka-bridge publishes them: a map that is correct once it is
 * whole, and stays correct as long as it is polled.
 *
 * <p>Only one thread may poll. Any thread may read the map.
 */
public final class Profiles {
    /** Characters outside ASCII are printed as escapes, so that no name can manipulate a terminal. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    /** At levels below WARNING, Kafka's client logs its whole configuration. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private final KafkaConsumer<String, byte[]> kafka;
    private final Map<String, JsonNode> map = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> ends;

    /** There is no consumer group, so every start of every instance reads everything. */
    public Profiles(KafkaConsumer<String, byte[]> kafka, List<TopicPartition> partitions) {
        this.kafka = kafka;
        kafka.assign(partitions);
        kafka.seekToBeginning(partitions);
        ends = new HashMap<>(kafka.endOffsets(partitions));
    }

    /**
     * The whole map; empty until everything was read that was in Kafka at the start, because until then parts of it may
     * be long out of date.
     */
    public Optional<Map<String, JsonNode>> whole() {
        return ends.isEmpty() ? Optional.of(Collections.unmodifiableMap(map)) : Optional.empty();
    }

    /** Reads new records, and returns the keys whose profiles are new, changed, or gone. */
    public Set<String> poll() {
        Set<String> changed = new LinkedHashSet<>();
        for (ConsumerRecord<String, byte[]> record : kafka.poll(Duration.ofSeconds(1))) {
            try {
                if (take(record.key(), record.value())) {
                    changed.add(record.key());
                }
            } catch (IOException notJson) {
                System.err.println("skipped, no profile: " + record.topic() + ", partition " + record.partition()
                        + ", offset " + record.offset());
            }
        }
        ends.entrySet().removeIf(end -> kafka.position(end.getKey()) >= end.getValue());
        return changed;
    }

    /** A profile replaces the former one completely. Null: the group has ended, and perhaps was never known. */
    private boolean take(String key, byte[] value) throws IOException {
        if (value == null) {
            return map.remove(key) != null;
        }
        JsonNode profile = JSON.readTree(value);
        if (!profile.isObject()) {
            throw new IOException("No JSON object");
        }
        return !profile.equals(map.put(key, profile));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        KAFKA.setLevel(Level.WARNING);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", setting("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
                // The bridge writes profiles in transactions. Records of aborted transactions must stay hidden.
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", false,
                // The service creates the topic.
                "allow.auto.create.topics", false);
        try (KafkaConsumer<String, byte[]> kafka =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            Profiles profiles = new Profiles(kafka, partitions(kafka, setting("TOPIC", "im.profile.groups")));
            while (profiles.whole().isEmpty()) {
                profiles.poll();
            }
            Map<String, JsonNode> map = profiles.whole().get();
            System.err.println("complete, profiles: " + map.size());
            print(map, map.keySet());
            while (true) {
                print(map, profiles.poll());
            }
        }
    }

    private static void print(Map<String, JsonNode> map, Set<String> keys) throws JsonProcessingException {
        for (String key : keys) {
            System.out.println(JSON.writeValueAsString(Collections.singletonMap(key, map.get(key))));
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> kafka, String topic)
            throws InterruptedException {
        while (kafka.partitionsFor(topic).isEmpty()) {
            System.err.println("waiting, the service has not created the topic yet: " + topic);
            Thread.sleep(2_000);
        }
        return kafka.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
