package io.imbridge.console;

import io.imbridge.console.DeadLetterReason.Kind;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its value.
 *
 * @param time when it became a dead letter
 * @param reason the reason in one word
 * @param key the key of its record; null if it has none
 * @param headers the headers of its record
 * @param bytes the length of its value, in bytes
 * @param command the vendor's command; null if nobody could tell it
 * @param eventId the id of the event, or of the callback that did not become an event
 * @param isShortened whether only the beginning of its value was kept
 * @param isStructured whether its value is a whole CloudEvent, so that its headers are not
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
