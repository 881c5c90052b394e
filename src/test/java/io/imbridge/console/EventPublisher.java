package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes events as an instance of the service does, to topics that it creates. */
final class EventPublisher implements AutoCloseable {
    static final String APP = "1400000000";
    private static final int PATIENCE = 30;

    private final String prefix;
    private final KafkaProducer<String, String> producer;
    private final Admin admin;
    private long sequence;

    EventPublisher(String bootstrapServers, String prefix) {
        this.prefix = prefix;
        this.admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    void create(String suffix, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(prefix + "." + suffix, partitions, (short) 1)))
                .all()
                .get(PATIENCE, TimeUnit.SECONDS);
    }

    void remove(String suffix) throws Exception {
        admin.deleteTopics(List.of(prefix + "." + suffix)).all().get(PATIENCE, TimeUnit.SECONDS);
    }

    void grow(String suffix, int partitions) throws Exception {
        admin.createPartitions(Map.of(prefix + "." + suffix, NewPartitions.increaseTo(partitions)))
                .all()
                .get(PATIENCE, TimeUnit.SECONDS);
    }

    /** Publishes a change of a group's name, with the present time. */
    void rename(String group, String name) throws Exception {
        rename(group, name, System.currentTimeMillis());
    }

    void rename(String group, String name, long time) throws Exception {
        event("group.after-group-info-changed", "Group.CallbackAfterGroupInfoChanged", group, time, """
            {"command":"Group.CallbackAfterGroupInfoChanged","sdkAppId":"%s","groupId":"%s","operator":"leckie",\
            "changes":{"name":"%s"},"receivedTime":"2026-11-21T08:30:00.123Z"}\
            """.formatted(
                        APP, group, name));
    }

    void event(String suffix, String command, String key, long time, String value) throws Exception {
        ProducerRecord<String, String> record = new ProducerRecord<>(prefix + "." + suffix, null, time, key, value);
        Headers headers = record.headers();
        headers.add("ce_type", ("com.tencent.im." + command).getBytes(UTF_8));
        headers.add("ce_sdkappid", APP.getBytes(UTF_8));
        headers.add("ce_id", UUID.randomUUID().toString().getBytes(UTF_8));
        headers.add("ce_sequence", Long.toString(++sequence).getBytes(UTF_8));
        producer.send(record).get(PATIENCE, TimeUnit.SECONDS);
    }

    /** Publishes a value without key or headers to a partition. */
    void last(String suffix, int partition, String value) throws Exception {
        producer.send(new ProducerRecord<>(prefix + "." + suffix, partition, null, value))
                .get(PATIENCE, TimeUnit.SECONDS);
    }

    /** Publishes many changes at once. */
    void renames(String group, int count, String name) {
        for (int at = 0; at < count; at++) {
            producer.send(new ProducerRecord<>(
                    prefix + ".group.after-group-info-changed", null, System.currentTimeMillis(), group, """
                        {"command":"Group.CallbackAfterGroupInfoChanged","sdkAppId":"%s","groupId":"%s","operator":"leckie",\
                        "changes":{"name":"%s"}}\
                        """.formatted(
                                    APP, group, name + at)));
        }
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
