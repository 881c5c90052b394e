package io.imbridge.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The attributes and the event of a record, in either mode of CloudEvents.
 *
 * @param event the value in binary mode, the {@code data} in structured mode; missing when there is none
 */
record RecordFields(ConsumerRecord<byte[], byte[]> record, boolean isStructured, JsonNode whole, JsonNode event) {
    private static final String STRUCTURED = "application/cloudevents+json";

    static RecordFields of(ConsumerRecord<byte[], byte[]> record) {
        String type = header(record, "content-type");
        JsonNode value = Objects.requireNonNullElse(ValueJson.read(record.value()), MissingNode.getInstance());
        return type != null && type.startsWith(STRUCTURED)
                ? new RecordFields(record, true, value, value.path("data"))
                : new RecordFields(record, false, value, value);
    }

    /** An attribute of the CloudEvent; null when there is none. */
    @Nullable
    String attribute(String name) {
        return isStructured ? whole.path(name).textValue() : header(record, "ce_" + name);
    }

    static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header found = record.headers().lastHeader(name);
        return found == null || found.value() == null ? null : new String(found.value(), UTF_8);
    }
}
