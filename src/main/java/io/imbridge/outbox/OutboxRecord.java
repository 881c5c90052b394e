package io.imbridge.outbox;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record, ready but for its number.
 *
 * @param topic where it goes
 * @param key its key, null for none; records of one topic and key keep their order
 * @param command the vendor's command
 * @param sdkAppId the app
 * @param id the event's id
 * @param fingerprint of the callback's body, in hex
 * @param time when it happened
 * @param receivedTime when it arrived
 * @param deadLetterReason why it is a dead letter, null when it is none
 * @param traceparent W3C's name of the trace and the span it came with, null where none was traced
 * @param value its bytes; whoever holds this does not change them
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

    /** The same record without a key, and with no more than the first bytes of its value. */
    public OutboxRecord shortened(int maxBytes) {
        return with(topic, null, deadLetterReason, Arrays.copyOf(value, Math.min(value.length, maxBytes)));
    }

    private OutboxRecord with(String topic, @Nullable String key, @Nullable String reason, byte[] value) {
        return new OutboxRecord(
                topic, key, command, sdkAppId, id, fingerprint, time, receivedTime, reason, traceparent, value);
    }

    /** Roughly the memory it takes, in bytes. */
    public long size() {
        return 512L + value.length + (key == null ? 0 : 3L * key.length());
    }
}
