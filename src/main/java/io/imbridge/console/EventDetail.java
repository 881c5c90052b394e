package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.events.EntryJson;
import io.imbridge.events.EntryReader;
import io.imbridge.events.ValueJson;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The details of a record: its entry, its headers, its value, and how to send its callback again. */
final class EventDetail {
    private EventDetail() {}

    /**
     * Reads a record.
     *
     * @throws Problem when the record does not exist
     */
    static ObjectNode of(EventLog log, Consumer<byte[], byte[]> client, TopicPartition partition, long offset) {
        ConsumerRecord<byte[], byte[]> record = KafkaReaders.find(client, partition, offset);
        if (record == null) {
            throw new Problem(404, "There is no such event, or not any more.");
        }
        ObjectNode json = EntryJson.of(log.entries().read(record));
        ObjectNode headers = json.putObject("headers");
        for (Header header : record.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        json.put("key", text(record.key()));
        byte @Nullable [] bytes = record.value();
        boolean isCut = bytes != null && bytes.length > EntryReader.KEPT;
        @Nullable JsonNode value = isCut ? null : ValueJson.read(bytes);
        if (value != null) {
            json.set("value", value);
        } else {
            json.put("value", bytes == null || !isCut ? text(bytes) : new String(bytes, 0, EntryReader.KEPT, UTF_8));
        }
        json.put("valueBytes", bytes == null ? 0 : bytes.length).put("valueCut", isCut);
        RebuiltCallback again = value == null ? null : RebuiltCallback.of(value, text(record.key()));
        if (again != null) {
            json.put("curl", again.curl());
            json.set("fixture", again.fixture());
        }
        return json;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }
}
