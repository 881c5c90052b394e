package io.imbridge.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.imbridge.testkit.Kafka;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A writer of a {@link ProfileTopic} in transactions, like each thread of Kafka Streams. */
final class ProfileWriter implements AutoCloseable {
    private static final JsonMapper UTF_8_JSON = new JsonMapper();
    private static final JsonMapper ASCII_JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final String topic;
    private final Map<String, JsonNode> committed;
    private final Map<String, Optional<JsonNode>> pending = new HashMap<>();
    private final KafkaProducer<byte[], byte[]> producer;

    /** Makes a writer. What it commits is also put into {@code committed}. */
    ProfileWriter(String topic, String id, Map<String, JsonNode> committed) {
        this.topic = topic;
        this.committed = committed;
        Map<String, Object> settings = Map.of("bootstrap.servers", Kafka.bootstrapServers(), "transactional.id", id);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    ProfileWriter begin() {
        producer.beginTransaction();
        return this;
    }

    ProfileWriter put(JsonNode profile) {
        String group = profile.get("groupId").textValue();
        pending.put(new String(ProfileTopic.key(group), UTF_8), Optional.of(profile));
        return send(group, bytes(profile));
    }

    /** Ends a group, or a group that never existed. */
    ProfileWriter end(String group) {
        pending.put(new String(ProfileTopic.key(group), UTF_8), Optional.empty());
        return send(group, null);
    }

    /** Writes a value that is not a profile and must have no effect. */
    ProfileWriter poison(String group, byte[] value) {
        return send(group, value);
    }

    /** Returns when Kafka has all records. */
    ProfileWriter flush() {
        producer.flush();
        return this;
    }

    void commit() {
        producer.commitTransaction();
        pending.forEach(
                (key, profile) -> profile.ifPresentOrElse(now -> committed.put(key, now), () -> committed.remove(key)));
        pending.clear();
    }

    void abort() {
        // Unsent records would never be sent, and then there would be nothing to abort.
        producer.flush();
        producer.abortTransaction();
        pending.clear();
    }

    @Override
    public void close() {
        producer.close();
    }

    private ProfileWriter send(String group, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, ProfileTopic.key(group), value);
        Map.of("ce_specversion", "1.0", "ce_type", "io.imbridge.GroupProfile", "ce_subject", group)
                .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        producer.send(record);
        return this;
    }

    /** UTF-8 cannot encode half of a surrogate pair, so it is written as an escape. */
    private static byte[] bytes(JsonNode profile) {
        try {
            String json = UTF_8_JSON.writeValueAsString(profile);
            boolean encodable = UTF_8.newEncoder().canEncode(json);
            return (encodable ? json : ASCII_JSON.writeValueAsString(profile)).getBytes(UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
