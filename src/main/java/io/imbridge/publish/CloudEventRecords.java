package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.Rfc3339;
import io.imbridge.callback.Subject;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.publish.PublishSettings.CloudEvents;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Makes Kafka records from the outbox's records: CloudEvents 1.0, in one of the two modes of their Kafka binding.
 *
 * <p>A record that is made twice is the same both times, so a resend can be recognized. The one exception is the
 * timestamp of a dead letter. Dead letters are always in binary mode, because their bytes may be anything.
 */
final class CloudEventRecords {
    private static final String CONTENT_TYPE = "content-type";
    private static final String EVENT_TYPE = "application/json";
    private static final String DEAD_LETTER_TYPE = "application/octet-stream";

    private final CloudEvents mode;

    CloudEventRecords(CloudEvents mode) {
        this.mode = mode;
    }

    ProducerRecord<byte[], byte[]> of(KeptRecord kept) {
        return mode == CloudEvents.STRUCTURED && kept.record().deadLetterReason() == null
                ? structured(kept)
                : binary(kept);
    }

    /**
     * The same record without the time of its arrival, which Kafka may refuse: Kafka's client sets the time of sending
     * instead.
     */
    ProducerRecord<byte[], byte[]> timeless(KeptRecord kept) {
        ProducerRecord<byte[], byte[]> timed = of(kept);
        return new ProducerRecord<>(timed.topic(), null, null, timed.key(), timed.value(), timed.headers());
    }

    private static ProducerRecord<byte[], byte[]> binary(KeptRecord kept) {
        OutboxRecord record = kept.record();
        ProducerRecord<byte[], byte[]> result = record(record, record.value());
        Headers headers = result.headers();
        attributes(kept).forEach((name, value) -> add(headers, "ce_" + name, value));
        add(headers, CONTENT_TYPE, record.deadLetterReason() == null ? EVENT_TYPE : DEAD_LETTER_TYPE);
        if (record.deadLetterReason() != null) {
            add(headers, "dead_letter_reason", record.deadLetterReason());
        }
        return result;
    }

    private static ProducerRecord<byte[], byte[]> structured(KeptRecord kept) {
        Map<String, String> attributes = attributes(kept);
        attributes.put("datacontenttype", EVENT_TYPE);
        byte[] value = StructuredEvent.write(attributes, kept.record().value());
        ProducerRecord<byte[], byte[]> result = record(kept.record(), value);
        add(result.headers(), CONTENT_TYPE, StructuredEvent.TYPE);
        return result;
    }

    private static ProducerRecord<byte[], byte[]> record(OutboxRecord record, byte[] value) {
        byte[] key = record.key() == null ? null : record.key().getBytes(UTF_8);
        // The time of arrival may be the reason why Kafka refused the record, so a dead letter gets the time at which
        // it is sent.
        Long timestamp =
                record.deadLetterReason() == null ? record.receivedTime().toEpochMilli() : null;
        ProducerRecord<byte[], byte[]> result = new ProducerRecord<>(record.topic(), null, timestamp, key, value);
        if (record.traceparent() != null) {
            add(result.headers(), "traceparent", record.traceparent());
        }
        return result;
    }

    /** The attributes and extensions of an event, as texts. */
    private static Map<String, String> attributes(KeptRecord kept) {
        OutboxRecord record = kept.record();
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("type", "com.tencent.im." + record.command());
        attributes.put("source", "/tencent-im/" + record.sdkAppId());
        attributes.put("id", record.id().toString());
        String subject = record.key() == null ? null : Subject.of(record.key());
        if (subject != null) {
            attributes.put("subject", subject);
        }
        attributes.put("time", Rfc3339.format(record.time()));
        attributes.put("sdkappid", record.sdkAppId());
        attributes.put("sequence", Long.toString(kept.sequence()));
        attributes.put("receivedtime", Rfc3339.format(record.receivedTime()));
        attributes.put("fingerprint", record.fingerprint());
        return attributes;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
