package io.imbridge.vendor;

import static io.imbridge.testkit.VendorStandIn.INFO;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.TopicNames;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.VendorGroups;
import io.imbridge.testkit.VendorStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in of the vendor, a real Kafka with topics of its own, and the events that a read publishes to it. */
abstract class ReadingRig {
    static final String APP = VendorRig.APP;

    final String prefix = "read" + UUID.randomUUID();
    final TopicNames names = new TopicNames(prefix, Map.of());
    final VendorGroups.InMemory groups = new VendorGroups.InMemory();
    final List<ReadProgress> progress = new ArrayList<>();
    VendorStandIn vendor;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws Exception {
        vendor = VendorStandIn.start(APP, VendorRig.KEY, groups);
        vendor.limit(INFO, 10_000);
        List<NewTopic> topics = Stream.of(names.groupProfiles(), names.topicProfiles(), names.profileReads())
                .map(name -> new NewTopic(name, 2, (short) 1))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Kafka.bootstrapServers()))) {
            admin.createTopics(topics).all().get();
        }
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    ProfileReading reading(int perSecond) {
        return new ProfileReading(
                VendorRig.settings(vendor, directory, perSecond),
                null,
                kafka(names),
                Clock.systemUTC(),
                VendorRig.FAST);
    }

    static ProfileReading.Kafka kafka(TopicNames names) {
        Map<String, Object> consumer = Map.of(
                "bootstrap.servers", Kafka.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        return new ProfileReading.Kafka(
                () -> new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                ReadingRig::producer,
                () -> Admin.create(Map.of("bootstrap.servers", Kafka.bootstrapServers())),
                names);
    }

    static Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", Kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Publishes a profile as the fold does. */
    void known(String id, String type, String name, String... topics) {
        var profile = GoldenCallback.JSON.createObjectNode();
        profile.put("sdkAppId", APP).put("groupId", id).put("groupType", type).put("name", name);
        profile.put("owner", "leckie");
        for (String topic : topics) {
            profile.withArray("topicIds").add(topic);
        }
        send(names.groupProfiles(), id, profile.toString());
    }

    void knownTopic(String group, String id, String name) {
        String json = "{\"groupId\":\"" + group + "\",\"groupType\":\"Community\",\"name\":\"" + name + "\"}";
        send(names.topicProfiles(), id, json);
    }

    static void send(String topic, String id, String json) {
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(topic, (APP + ":" + id).getBytes(UTF_8), json.getBytes(UTF_8)));
        }
    }

    List<String> told(String group) {
        return KafkaTopics.shared().all(names.profileReads()).stream()
                .filter(record -> json(record).get("groupId").textValue().equals(group))
                .map(ReadingRig::text)
                .toList();
    }

    List<String> told() {
        return KafkaTopics.shared().all(names.profileReads()).stream()
                .map(ReadingRig::text)
                .toList();
    }

    static String text(ConsumerRecord<byte[], byte[]> record) {
        JsonNode read = json(record);
        return read.get("read").textValue() + " "
                + (read.has("topicId") ? read.get("topicId") : read.get("groupId")).textValue();
    }

    static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        try {
            return GoldenCallback.JSON.readTree(record.value());
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
