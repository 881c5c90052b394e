package io.imbridge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A Kafka record as lines for a terminal: its place, its key, its headers, and its value, with JSON indented. */
final class RecordText {
    /** Numbers keep the form in which they are written. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private RecordText() {}

    static List<String> of(ConsumerRecord<byte[], byte[]> found) {
        List<String> lines = new ArrayList<>();
        lines.add("=== %s %d@%d  %s"
                .formatted(found.topic(), found.partition(), found.offset(), Instant.ofEpochMilli(found.timestamp())));
        lines.add("key: " + utf8(found.key()));
        for (Header header : found.headers()) {
            lines.add(header.key() + ": " + utf8(header.value()));
        }
        lines.addAll(indented(utf8(found.value())));
        return lines.stream().map(Printable::of).toList();
    }

    /** A value that is not JSON stays on one line. */
    private static List<String> indented(String value) {
        try {
            return JSON.readTree(value).toPrettyString().lines().toList();
        } catch (JsonProcessingException other) {
            return List.of(value);
        }
    }

    private static String utf8(byte @Nullable [] bytes) {
        return bytes == null ? "(none)" : new String(bytes, StandardCharsets.UTF_8);
    }
}
