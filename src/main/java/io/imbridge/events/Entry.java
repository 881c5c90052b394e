package io.imbridge.events;

import io.imbridge.words.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * A record of an event, as somebody looks at it. Absent means unknown.
 *
 * @param timestamp of the record, in milliseconds since the epoch: when the callback came in
 * @param time when it happened, as the record says
 * @param bytes how long its value is
 * @param text the beginning of its value, {@link EntryReader#KEPT} bytes at most, for those who look for a text
 */
public record Entry(
        Origin origin,
        long timestamp,
        String time,
        @Nullable String receivedTime,
        @Nullable String command,
        @Nullable String sdkAppId,
        @Nullable String groupId,
        @Nullable String topicId,
        @Nullable String operator,
        @Nullable Long sequence,
        @Nullable String eventId,
        int bytes,
        @Nullable String groupName,
        @Nullable String topicName,
        Sentence sentence,
        @Nullable String deadLetterReason,
        byte[] text) {
    private static final byte[] NO_TEXT = {};

    /** Where in Kafka a record is. */
    public record Origin(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + "/" + partition + "/" + offset;
        }
    }

    /** The same for those who look for no text any more. */
    public Entry withoutText() {
        return new Entry(
                origin,
                timestamp,
                time,
                receivedTime,
                command,
                sdkAppId,
                groupId,
                topicId,
                operator,
                sequence,
                eventId,
                bytes,
                groupName,
                topicName,
                sentence,
                deadLetterReason,
                NO_TEXT);
    }
}
