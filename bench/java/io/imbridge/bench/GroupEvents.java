package io.imbridge.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.Rfc3339;
import io.imbridge.callback.TopicNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Events of many groups, as the service publishes them: first the creation of each group, then one change of each, then
 * the next change of each. So an event is hardly ever about the same group as the event before it.
 *
 * @param groups the number of groups
 * @param changes the number of events of each group, including the creation
 */
record GroupEvents(int groups, int changes) {
    static final String APP = "1400000000";
    static final String PREFIX = "im";

    private static final TopicNames NAMES = new TopicNames(PREFIX, Map.of());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant BEGIN = Instant.parse("2026-11-21T08:30:00.123Z");
    private static final String FINGERPRINT = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String CREATED = "Group.CallbackAfterCreateGroup";
    private static final String CHANGED = "Group.CallbackAfterGroupInfoChanged";
    private static final String ATTRIBUTES = "Group.CallbackAfterGroupAttrChanged";
    private static final String OWNER = "Group.CallbackAfterChangeGroupOwner";

    /** The topics of the events. */
    static List<String> topics() {
        return List.of(NAMES.of(CREATED), NAMES.of(CHANGED), NAMES.of(ATTRIBUTES), NAMES.of(OWNER));
    }

    /** The number of events. */
    long count() {
        return (long) groups * changes;
    }

    static String groupId(int group) {
        return "@TGS#_@TGS#bench" + group;
    }

    /** Writes all events to existing topics, and returns when Kafka has them. */
    void write(String kafka) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", "20");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int change = 0; change < changes; change++) {
                for (int group = 0; group < groups; group++) {
                    producer.send(record(group, change), (sent, failed) -> {
                        if (failed != null) {
                            failure.compareAndSet(null, failed);
                        }
                    });
                }
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("Kafka did not take all events", failure.get());
        }
    }

    private ProducerRecord<byte[], byte[]> record(int group, int change) {
        long sequence = (long) change * groups + group;
        String time = Rfc3339.format(BEGIN.plusMillis(sequence));
        String command = command(change);
        byte[] value = value(command, group, change, time).toString().getBytes(UTF_8);
        byte[] key = groupId(group).getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(NAMES.of(command), key, value);
        add(record, "ce_specversion", "1.0");
        add(record, "ce_type", "com.tencent.im." + command);
        add(record, "ce_source", "/tencent-im/" + APP);
        add(record, "ce_id", new UUID(sequence, sequence).toString());
        add(record, "ce_subject", groupId(group));
        add(record, "ce_time", time);
        add(record, "ce_sdkappid", APP);
        add(record, "ce_sequence", Long.toString(sequence));
        add(record, "ce_receivedtime", time);
        add(record, "ce_fingerprint", FINGERPRINT);
        add(record, "content-type", "application/json");
        return record;
    }

    private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    private static String command(int change) {
        if (change == 0) {
            return CREATED;
        }
        return switch (change % 5) {
            case 3 -> ATTRIBUTES;
            case 4 -> OWNER;
            default -> CHANGED;
        };
    }

    private static ObjectNode value(String command, int group, int change, String time) {
        ObjectNode event = JSON.createObjectNode();
        event.put("command", command).put("sdkAppId", APP).put("groupId", groupId(group));
        event.put("groupType", "Community").put("operator", "mei.lin" + change);
        if (command.equals(CREATED) || command.equals(OWNER)) {
            event.put("owner", "leckie" + change);
        }
        if (command.equals(ATTRIBUTES)) {
            event.putObject("attributes").put("level" + change % 3, "hard, and longer than before");
            event.putObject("extra").put("OptionType", "modify");
        } else if (!command.equals(OWNER)) {
            String field = change % 2 == 0 ? "introduction" : "notification";
            event.putObject("changes")
                    .put("name", "Hill Walkers " + group + "." + change)
                    .put(field, "We meet on Sundays at eight, at gate " + change);
            event.putObject("customFields").put("city", "成都").put("field" + change % 3, "a value");
        }
        event.put("eventTime", time).put("receivedTime", time);
        event.putObject("client").put("ip", "203.0.113.41").put("platform", "Android");
        return event;
    }
}
