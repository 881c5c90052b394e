package io.imbridge.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A Kafka record as text for a terminal: where it is, its key, its headers, and its value with JSON indented. */
final class RecordText {
    /** Numbers stay as they are written. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** What a terminal would obey instead of show. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}&&[^\n\t]]");

    private RecordText() {}

    static String of(ConsumerRecord<byte[], byte[]> found) {
        StringBuilder text = new StringBuilder()
                .append("=== %s %d@%d  %s\n"
                        .formatted(
                                found.topic(),
                                found.partition(),
                                found.offset(),
                                Instant.ofEpochMilli(found.timestamp())))
                .append("key: ")
                .append(utf8(found.key()))
                .append('\n');
        for (Header header : found.headers()) {
            text.append(header.key()).append(": ").append(utf8(header.value())).append('\n');
        }
        text.append(indented(utf8(found.value()))).append('\n');
        return CONTROL.matcher(text).replaceAll("?");
    }

    private static String indented(String value) {
        try {
            return JSON.readTree(value).toPrettyString();
        } catch (JsonProcessingException other) {
            return value;
        }
    }

    private static String utf8(byte @Nullable [] bytes) {
        return bytes == null ? "(none)" : new String(bytes, StandardCharsets.UTF_8);
    }
}
