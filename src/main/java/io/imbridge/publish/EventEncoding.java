package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.publish.PublishSettings.CloudEvents;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events as the relay gives them to Kafka, for those who send one again. Safe for many threads. */
public final class EventEncoding {
    private final CloudEventRecords records;

    public EventEncoding(CloudEvents mode) {
        records = new CloudEventRecords(mode);
    }

    /** What Kafka takes of a record, beside topic and key, which stay. */
    public record Encoded(Map<String, String> headers, byte[] value) {}

    /** The same each time, but for a mode that counts since the last start. */
    public Encoded encode(KeptRecord kept) {
        ProducerRecord<byte[], byte[]> record = records.of(kept);
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return new Encoded(headers, record.value());
    }
}
