package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.CallbackCommand;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads dead letters from any writer. A record without a reason is a dead letter too. */
final class DeadLetterParser {
    private static final String COMMAND = "com.tencent.im.";
    private static final byte[] NOTHING = {};

    /** If Kafka does not accept a whole letter, the relay keeps this many bytes of it, and no key. */
    private static final int SHORT_BYTES = 64 * 1024;

    private DeadLetterParser() {}

    static DeadLetter.Whole parse(ConsumerRecord<byte[], byte @Nullable []> record) {
        byte[] value = Objects.requireNonNullElse(record.value(), NOTHING);
        Map<String, String> headers = headers(record);
        String key = record.key() == null ? null : new String(record.key(), UTF_8);
        Map<String, String> members = DeadLetterValue.members(value);
        boolean isStructured = !headers.containsKey("ce_type") && members.containsKey("specversion");
        String reason = headers.getOrDefault("dead_letter_reason", "unknown");
        DeadLetter deadLetter = new DeadLetter(
                new DeadLetterId(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                reason,
                key,
                headers,
                value.length,
                command(isStructured ? members.get("type") : headers.get("ce_type")),
                isStructured ? members.get("sdkappid") : headers.get("ce_sdkappid"),
                members.getOrDefault("groupId", members.get("GroupId")),
                isStructured ? members.get("id") : headers.get("ce_id"),
                key == null && value.length == SHORT_BYTES && !DeadLetterValue.isWhole(value),
                isStructured);
        return new DeadLetter.Whole(deadLetter, value);
    }

    /** The command of a type; null if the type names no command, for example because the callback named none. */
    private static @Nullable String command(@Nullable String type) {
        if (type == null || !type.startsWith(COMMAND)) {
            return null;
        }
        String command = type.substring(COMMAND.length());
        return CallbackCommand.isWellFormed(command) ? command : null;
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        });
        return headers;
    }
}
