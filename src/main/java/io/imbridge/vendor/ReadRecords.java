package io.imbridge.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.Rfc3339;
import io.imbridge.callback.Subject;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Makes the records of what the vendor answered: CloudEvents 1.0, in binary mode, by group. */
final class ReadRecords {
    /** A callback said that one of the group's topics changed, and not which. */
    static final String TOPIC_CHANGED = "topic-changed";

    private final String topic;
    private final String sdkAppId;
    private final @Nullable String trigger;

    /**
     * Of an app.
     *
     * @param trigger what had it asked, where that already told that something changed; else null
     */
    ReadRecords(String topic, String sdkAppId, @Nullable String trigger) {
        this.topic = topic;
        this.sdkAppId = sdkAppId;
        this.trigger = trigger;
    }

    /** A group with all its fields. */
    ProducerRecord<byte[], byte[]> group(String groupId, ObjectNode fields, Instant asked) {
        return record("group", groupId, null, fields, asked);
    }

    /** A topic with all its fields. */
    ProducerRecord<byte[], byte[]> topic(String groupId, String topicId, ObjectNode fields, Instant asked) {
        return record("topic", groupId, topicId, fields, asked);
    }

    /** That there are no other topics than those that were told. */
    ProducerRecord<byte[], byte[]> allTopics(String groupId, Instant asked) {
        return record("topics", groupId, null, null, asked);
    }

    /** That the vendor does not have the group. */
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
