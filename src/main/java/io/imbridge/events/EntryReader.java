package io.imbridge.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.Rfc3339;
import io.imbridge.words.Names;
import io.imbridge.words.Sentence;
import io.imbridge.words.Sentences;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes entries from records. It makes one from any record, whatever its content. */
public final class EntryReader {
    /** How many bytes of a value are kept, for filters that search a text. */
    public static final int KEPT = 16 * 1024;

    /** Longer ids are cut; the vendor has none. */
    private static final int LONGEST_ID = 1024;

    private static final byte[] NOTHING = {};

    private final Names names;

    /** Makes a reader that takes names of groups and topics from {@code names}. */
    public EntryReader(Names names) {
        this.names = names;
    }

    /** The entry of a record. */
    public Entry read(ConsumerRecord<byte[], byte[]> record) {
        RecordFields fields = RecordFields.of(record);
        JsonNode event = fields.event();
        byte[] value = record.value() == null ? NOTHING : record.value();
        String sdkAppId = text(event, "sdkAppId");
        String groupId = text(event, "groupId");
        String topicId = text(event, "topicId");
        String time = fields.attribute("time");
        return new Entry(
                new Entry.Origin(record.topic(), record.partition(), record.offset()),
                record.timestamp(),
                time == null
                        ? Rfc3339.format(Instant.ofEpochMilli(Math.max(0, record.timestamp())))
                        : String.valueOf(cut(time)),
                text(event, "receivedTime"),
                text(event, "command"),
                sdkAppId,
                groupId,
                topicId,
                text(event, "operator"),
                number(fields.attribute("sequence")),
                cut(fields.attribute("id")),
                value.length,
                sdkAppId == null || groupId == null ? null : names.group(sdkAppId, groupId),
                sdkAppId == null || topicId == null ? null : names.topic(sdkAppId, topicId),
                sentence(event),
                cut(RecordFields.header(record, "dead_letter_reason")),
                value.length <= KEPT ? value : Arrays.copyOf(value, KEPT));
    }

    private Sentence sentence(JsonNode event) {
        return event.isObject() ? Sentences.of(event, names) : Sentences.ofNoEvent();
    }

    private static @Nullable String text(JsonNode event, String field) {
        return cut(event.path(field).textValue());
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST_ID ? text : text.substring(0, LONGEST_ID);
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }
}
