package io.imbridge.console;

import io.imbridge.console.DeadLetterReason.Kind;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dead letter without its value.
 *
 * @param time when it became one
 * @param reason in one word
 * @param key of its record, null for none
 * @param headers of its record
 * @param bytes the length of its value
 * @param command the vendor's, null where nobody could tell
 * @param eventId of the event, or of the arrival that became none
 * @param isShortened whether only the beginning of its value was kept
 * @param isStructured whether its value is a whole CloudEvent, and its headers none
 */
record DeadLetter(
        DeadLetterId id,
        Instant time,
        String reason,
        @Nullable String key,
        Map<String, String> headers,
        int bytes,
        @Nullable String command,
        @Nullable String sdkAppId,
        @Nullable String groupId,
        @Nullable String eventId,
        boolean isShortened,
        boolean isStructured) {

    Kind kind() {
        return DeadLetterReason.of(reason).kind();
    }

    /** A letter with its value. */
    record Whole(DeadLetter deadLetter, byte[] value) {}
}
