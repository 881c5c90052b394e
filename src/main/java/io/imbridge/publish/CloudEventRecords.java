package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.Rfc3339;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Makes Kafka records of what the outbox keeps: CloudEvents 1.0 in Kafka's binary mode.
 *
 * <p>A record that is made twice is the same both times, so that a resend can be recognized.
 */
final class CloudEventRecords {
    private static final String EVENT_TYPE = "application/json";
    private static final String DEAD_LETTER_TYPE = "application/octet-stream";

    private CloudEventRecords() {}

    static ProducerRecord<byte[], byte[]> of(KeptRecord kept) {
        OutboxRecord record = kept.record();
        byte[] key = record.key() == null ? null : record.key().getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> result =
                new ProducerRecord<>(record.topic(), null, record.receivedTime().toEpochMilli(), key, record.value());
        Headers headers = result.headers();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_type", "com.tencent.im." + record.command());
        add(headers, "ce_source", "/tencent-im/" + record.sdkAppId());
        add(headers, "ce_id", record.id().toString());
        if (key != null) {
            headers.add("ce_subject", key);
        }
        add(headers, "ce_time", Rfc3339.format(record.time()));
        add(headers, "ce_sdkappid", record.sdkAppId());
        add(headers, "ce_sequence", Long.toString(kept.sequence()));
        add(headers, "ce_receivedtime", Rfc3339.format(record.receivedTime()));
        add(headers, "ce_fingerprint", record.fingerprint());
        add(headers, "content-type", record.deadLetterReason() == null ? EVENT_TYPE : DEAD_LETTER_TYPE);
        if (record.deadLetterReason() != null) {
            add(headers, "dead_letter_reason", record.deadLetterReason());
        }
        return result;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
