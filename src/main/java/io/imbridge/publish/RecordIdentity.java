package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a record in Kafka: its {@code ce_sequence} and {@code ce_id}, in either mode.
 *
 * @param sequence its number
 * @param id the id of its event
 */
record RecordIdentity(long sequence, UUID id) {
    /** The identity of a record; null when the service did not write it. */
    static @Nullable RecordIdentity of(ConsumerRecord<byte[], byte[]> record) {
        String sequence = header(record, "ce_sequence");
        String id = header(record, "ce_id");
        return sequence == null || id == null ? ofStructured(record) : of(sequence, id);
    }

    private static @Nullable RecordIdentity ofStructured(ConsumerRecord<byte[], byte[]> record) {
        String type = header(record, "content-type");
        return record.value() != null && StructuredEvent.TYPE.equals(type) ? read(record.value()) : null;
    }

    private static @Nullable RecordIdentity read(byte[] value) {
        String sequence = StructuredEvent.attribute("sequence", value);
        String id = StructuredEvent.attribute("id", value);
        return sequence == null || id == null ? null : of(sequence, id);
    }

    private static @Nullable RecordIdentity of(String sequence, String id) {
        try {
            return new RecordIdentity(Long.parseLong(sequence), UUID.fromString(id));
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header found = record.headers().lastHeader(name);
        return found == null || found.value() == null ? null : new String(found.value(), UTF_8);
    }
}
