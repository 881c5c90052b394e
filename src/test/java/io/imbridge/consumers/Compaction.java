package io.imbridge.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.testkit.Kafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/**
 * The effect of the broker's log cleaner on a topic.
 *
 * <p>It removes outdated records. It keeps the last batch of each writer, even if it is empty, to remember the writer.
 * With brokers before Kafka 4 this is also a batch of a transaction. A fetch ends at the end of a log segment. So if a
 * segment ends with an empty batch, some clients never get past it.
 */
final class Compaction {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Two such records do not fit into the smallest segment that Kafka permits. */
    private static final String LARGE = "x".repeat(600_000);

    private Compaction() {}

    static void leaveAnEmptyBatchAtTheEndOfASegment(ProfileTopic topic) {
        topic.create(1, Map.of("segment.bytes", "1048576", "min.cleanable.dirty.ratio", "0.001"));
        ProfileWriter large = topic.writer();
        large.begin().put(topic.profile("first segment", LARGE)).commit();
        lastOfItsWriter(topic, topic.profile("group", "early").toString().getBytes(UTF_8));
        large.begin().put(topic.profile("second segment", LARGE)).commit();
        topic.writer().begin().put(topic.profile("group", "late")).commit();
        // The segment that is being written is not cleaned.
        large.begin().put(topic.profile("third segment", LARGE)).commit();
        clean(topic, "early");
    }

    private static void lastOfItsWriter(ProfileTopic topic, byte[] value) {
        Map<String, Object> settings = Map.of("bootstrap.servers", Kafka.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> writer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            writer.send(new ProducerRecord<>(topic.name(), ProfileTopic.key("group"), value));
        }
    }

    /**
     * Returns when the cleaner has removed a profile. Only one may run at a time, because it changes the cleaner's
     * interval.
     */
    private static synchronized void clean(ProfileTopic topic, String name) {
        ConfigResource brokers = new ConfigResource(ConfigResource.Type.BROKER, "");
        ConfigEntry soon = new ConfigEntry("log.cleaner.backoff.ms", "100");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(brokers, List.of(new AlterConfigOp(soon, OpType.SET))))
                    .all()
                    .get();
            Awaitility.await("the log cleaner at " + topic.name())
                    .atMost(PATIENCE)
                    .pollInSameThread()
                    .until(() -> !has(topic, name));
            admin.incrementalAlterConfigs(Map.of(brokers, List.of(new AlterConfigOp(soon, OpType.DELETE))))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException unable) {
            throw new IllegalStateException(unable);
        }
    }

    private static boolean has(ProfileTopic topic, String name) {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", Kafka.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> kafka =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            kafka.assign(List.of(partition));
            kafka.seekToBeginning(List.of(partition));
            long end = kafka.endOffsets(List.of(partition)).get(partition);
            while (kafka.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : kafka.poll(Duration.ofMillis(200))) {
                    if (new String(record.value(), UTF_8).contains("\"" + name + "\"")) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
