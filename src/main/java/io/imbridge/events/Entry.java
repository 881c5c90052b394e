package io.imbridge.events;

import io.imbridge.words.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * The record of an event in a form for people who look at it. A value that is absent is unknown.
 *
 * @param timestamp the record's timestamp, in milliseconds since the epoch: when the callback
 *     arrived; of a dead letter, and of a record without a time of its own, when it was sent
 * @param time when the event happened, according to the record
 * @param bytes the length of the record's value
 * @param text the beginning of the value, at most {@link EntryReader#KEPT} bytes, for filters that search a text
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

    /** The position of a record in Kafka. */
    public record Origin(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + "/" + partition + "/" + offset;
        }
    }

    /** The same entry without the text, for readers that no longer search in it. */
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
