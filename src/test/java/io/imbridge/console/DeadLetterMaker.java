package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.Kafka;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Puts dead letters into Kafka, in the form in which the relay and the profiles write them. */
final class DeadLetterMaker implements AutoCloseable {
    private final String topic;
    private final Producer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Kafka.bootstrapServers(), "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    DeadLetterMaker(String topic) {
        this.topic = topic;
    }

    /** The headers that the relay writes for a refused callback. */
    static Map<String, String> headers(String command, String app, String reason) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", "com.tencent.im." + command);
        headers.put("ce_source", "/tencent-im/" + app);
        headers.put("ce_id", UUID.randomUUID().toString());
        headers.put("ce_time", "2026-11-21T08:30:00.100Z");
        headers.put("ce_sdkappid", app);
        headers.put("ce_sequence", "1795265997964091");
        headers.put("ce_receivedtime", "2026-11-21T08:30:00.123Z");
        headers.put("ce_fingerprint", "d0ac075bca8b28ae1bf355960890dbbb07fffb14fd254695648ad61bf5d61cf7");
        headers.put("content-type", "application/octet-stream");
        headers.put("dead_letter_reason", reason);
        return headers;
    }

    static Map<String, String> headers(String command, String reason) {
        return headers(command, Callbacks.APP, reason);
    }

    /** Puts a letter into Kafka and returns its id: {@code <partition>/<offset>}. */
    String put(@Nullable String key, Map<String, String> headers, String value) {
        try {
            RecordMetadata at = begin(key, headers, value).get();
            return at.partition() + "/" + at.offset();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Like the method above, without waiting. */
    Future<RecordMetadata> begin(@Nullable String key, Map<String, String> headers, String value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8));
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return producer.send(record);
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
