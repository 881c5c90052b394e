package io.imbridge.consumers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.imbridge.testkit.Kafka;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The final state of a topic of profiles: the last value of each key, as the row that a table should have for it. */
final class ProfileFold {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_KEY = 2000;

    private ProfileFold() {}

    /**
     * The rows by key, as PostgreSQL returns them in JSON, without the database's own columns and without nulls.
     *
     * @param profiles the writer of the topic, which knows which values are profiles
     */
    static Map<String, JsonNode> rows(String topic, WildProfiles profiles) {
        Map<String, JsonNode> rows = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : all(topic)) {
            String key = bytea(record.key());
            if (record.value() == null) {
                rows.remove(key);
            } else if (record.key().length <= LONGEST_KEY) {
                profiles.profile(record.value()).ifPresent(profile -> rows.put(key, row(key, record.value(), profile)));
            }
        }
        return rows;
    }

    private static JsonNode row(String key, byte[] value, ObjectNode profile) {
        ObjectNode row = JSON.createObjectNode().put("key", key).put("record", bytea(value));
        profile.properties().forEach(field -> {
            String column = field.getKey().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            row.set(column, column.endsWith("_time") ? time(field.getValue()) : held(field.getValue()));
        });
        return row;
    }

    /** The part of a value that PostgreSQL can store. */
    private static JsonNode held(JsonNode told) {
        if (told.isTextual()) {
            return new TextNode(held(told.textValue()));
        } else if (told.isArray()) {
            ArrayNode all = JSON.createArrayNode();
            told.forEach(element -> all.add(held(element)));
            return all;
        } else if (told.isObject()) {
            ObjectNode all = JSON.createObjectNode();
            told.properties().forEach(field -> all.set(held(field.getKey()), held(field.getValue())));
            return all;
        }
        return told;
    }

    private static String held(String told) {
        return told.codePoints()
                .map(point -> point == 0 || Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static JsonNode time(JsonNode told) {
        return new TextNode(told.textValue().replace("Z", "+00:00"));
    }

    private static String bytea(byte[] bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes);
    }

    private static List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", Kafka.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Stream.Builder<ConsumerRecord<byte[], byte[]>> records = Stream.builder();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records);
            }
            return records.build().toList();
        }
    }
}
