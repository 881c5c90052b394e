package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.publish.PublishSettings.CloudEvents;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Encodes events in the way in which the relay gives them to Kafka, for code that sends one again. Safe for many
 * threads.
 */
public final class EventEncoding {
    private final CloudEventRecords records;

    public EventEncoding(CloudEvents mode) {
        records = new CloudEventRecords(mode);
    }

    /** The headers and the value of a record. Topic and key stay the same. */
    public record Encoded(Map<String, String> headers, byte[] value) {}

    /**
     * The encoding is the same each time, except that it uses the current mode of CloudEvents, which may have changed
     * at the last start.
     */
    public Encoded encode(KeptRecord kept) {
        ProducerRecord<byte[], byte[]> record = records.of(kept);
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return new Encoded(headers, record.value());
    }
}
