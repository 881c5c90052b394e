package io.imbridge.outbox;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record that is complete except for its number.
 *
 * @param topic its topic
 * @param key its key; null for none. Records with one topic and key keep their order
 * @param command the vendor's command
 * @param sdkAppId the app
 * @param id the event's id
 * @param fingerprint the fingerprint of the callback, in hex
 * @param time when the event happened
 * @param receivedTime when the callback arrived
 * @param deadLetterReason why it is a dead letter; null when it is none
 * @param traceparent the trace and the span of the callback, as W3C writes them; null when it is not traced
 * @param value its bytes; nobody may modify them
 */
public record OutboxRecord(
        String topic,
        @Nullable String key,
        String command,
        String sdkAppId,
        UUID id,
        String fingerprint,
        Instant time,
        Instant receivedTime,
        @Nullable String deadLetterReason,
        @Nullable String traceparent,
        byte[] value) {

    /** The same record as a dead letter. */
    public OutboxRecord asDeadLetter(String deadLetterTopic, String reason) {
        return with(deadLetterTopic, key, reason, value);
    }

    /** The same record without a key, and with at most the first {@code maxBytes} bytes of its value. */
    public OutboxRecord shortened(int maxBytes) {
        return with(topic, null, deadLetterReason, Arrays.copyOf(value, Math.min(value.length, maxBytes)));
    }

    private OutboxRecord with(String topic, @Nullable String key, @Nullable String reason, byte[] value) {
        return new OutboxRecord(
                topic, key, command, sdkAppId, id, fingerprint, time, receivedTime, reason, traceparent, value);
    }

    /** The memory that it takes, approximately, in bytes. */
    public long size() {
        return 512L + value.length + (key == null ? 0 : 3L * key.length());
    }
}
