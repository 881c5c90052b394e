package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.publish.PublishSettings.CloudEvents;
import io.imbridge.testkit.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The look-up of records in a real broker. */
@Execution(ExecutionMode.SAME_THREAD)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class KafkaRecordsIT {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Duration LONG = Duration.ofSeconds(60);

    private static LocalBroker broker;

    @BeforeAll
    static void start() {
        broker = new LocalBroker(BrokerSettings.defaults());
        broker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void records_of_both_modes_and_all_partitions_are_found_from_a_time_on() throws Exception {
        create("modes", 3);
        KeptRecord old = kept("modes", 1, NOW.minus(Duration.ofHours(1)));
        List<KeptRecord> recent = List.of(
                kept("modes", 2, NOW),
                kept("modes", 3, NOW),
                kept("modes", 4, NOW),
                kept("modes", 5, NOW.plusMillis(1)));
        try (Producer<byte[], byte[]> producer = producer()) {
            CloudEventRecords binary = new CloudEventRecords(CloudEvents.BINARY);
            CloudEventRecords structured = new CloudEventRecords(CloudEvents.STRUCTURED);
            producer.send(binary.of(old)).get(10, TimeUnit.SECONDS);
            producer.send(binary.of(recent.get(0)));
            producer.send(structured.of(recent.get(1)));
            producer.send(binary.timeless(recent.get(2)));
            producer.send(structured.of(recent.get(3)));
            producer.send(new ProducerRecord<>("modes", "no event".getBytes(UTF_8)));
        }

        Map<Long, UUID> found = find(Map.of("modes", NOW, "missing", NOW));

        assertThat(found).hasSize(4);
        recent.forEach(kept ->
                assertThat(found).containsEntry(kept.sequence(), kept.record().id()));
    }

    @Test
    void a_topic_without_records_since_then_has_none() throws Exception {
        create("past", 1);
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.send(new CloudEventRecords(CloudEvents.BINARY).of(kept("past", 1, NOW.minus(Duration.ofDays(1)))));
        }

        assertThat(find(Map.of("past", NOW))).isEmpty();
    }

    @Test
    void while_kafka_is_unreachable_it_waits_and_asks_again() throws Exception {
        create("away", 1);
        KeptRecord kept = kept("away", 7, NOW);
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.send(new CloudEventRecords(CloudEvents.BINARY).of(kept));
        }
        broker.stop();
        try (KafkaRecords records = new KafkaRecords(KafkaRecordsIT::consumer)) {
            CompletableFuture<Map<Long, UUID>> found =
                    records.find(Map.of("away", NOW)).toCompletableFuture();
            await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> !found.isDone());
            broker.start();

            assertThat(found.get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .containsExactly(Map.entry(7L, kept.record().id()));
        }
    }

    private static Map<Long, UUID> find(Map<String, Instant> since) throws Exception {
        try (KafkaRecords records = new KafkaRecords(KafkaRecordsIT::consumer)) {
            return records.find(since).toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static KeptRecord kept(String topic, long sequence, Instant received) {
        byte[] value = "{\"name\":\"n\"}".getBytes(UTF_8);
        return new KeptRecord(
                sequence,
                new OutboxRecord(
                        topic,
                        "k" + sequence,
                        "A.b",
                        "1",
                        UUID.randomUUID(),
                        "00",
                        received,
                        received,
                        null,
                        null,
                        value));
    }

    private static void create(String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "enable.auto.commit",
                        false,
                        "default.api.timeout.ms",
                        1000,
                        "request.timeout.ms",
                        1000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
