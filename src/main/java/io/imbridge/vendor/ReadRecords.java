package io.imbridge.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.Rfc3339;
import io.imbridge.callback.Subject;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Makes the records of the vendor's answers: CloudEvents 1.0 in binary mode, with the group as key. */
final class ReadRecords {
    /** The trigger of a read after a callback that said that a topic of the group changed, but not which. */
    static final String TOPIC_CHANGED = "topic-changed";

    private final String topic;
    private final String sdkAppId;
    private final @Nullable String trigger;

    /**
     * Makes records for an app.
     *
     * @param trigger what caused the read if that already announced a change; else null
     */
    ReadRecords(String topic, String sdkAppId, @Nullable String trigger) {
        this.topic = topic;
        this.sdkAppId = sdkAppId;
        this.trigger = trigger;
    }

    /** A record of a group with all its fields. */
    ProducerRecord<byte[], byte[]> group(String groupId, ObjectNode fields, Instant asked) {
        return record("group", groupId, null, fields, asked);
    }

    /** A record of a topic with all its fields. */
    ProducerRecord<byte[], byte[]> topic(String groupId, String topicId, ObjectNode fields, Instant asked) {
        return record("topic", groupId, topicId, fields, asked);
    }

    /** A record that says that the group has no other topics than the published ones. */
    ProducerRecord<byte[], byte[]> allTopics(String groupId, Instant asked) {
        return record("topics", groupId, null, null, asked);
    }

    /** A record that says that the vendor does not have the group. */
    ProducerRecord<byte[], byte[]> gone(String groupId, Instant asked) {
        return record("gone", groupId, null, null, asked);
    }

    private ProducerRecord<byte[], byte[]> record(
            String read, String groupId, @Nullable String topicId, @Nullable ObjectNode fields, Instant asked) {
        ObjectNode value = VendorJson.MAPPER.createObjectNode();
        value.put("read", read).put("sdkAppId", sdkAppId).put("groupId", groupId);
        if (topicId != null) {
            value.put("topicId", topicId);
        }
        if (fields != null) {
            value.setAll(fields);
        }
        if (trigger != null) {
            value.put("trigger", trigger);
        }
        String subject = topicId == null ? groupId : topicId;
        String key = sdkAppId + ":" + groupId;
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key.getBytes(UTF_8), VendorJson.bytes(value));
        Headers headers = record.headers();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_type", "io.imbridge.ProfileRead");
        add(headers, "ce_source", "/tencent-im/" + sdkAppId);
        add(headers, "ce_id", sdkAppId + ":" + subject + "/" + read + "/" + asked.toEpochMilli());
        add(headers, "ce_subject", Subject.of(subject));
        add(headers, "ce_time", Rfc3339.format(asked));
        add(headers, "content-type", "application/json");
        return record;
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(UTF_8));
        }
    }
}
