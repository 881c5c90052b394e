package io.imbridge.normalize;

import io.imbridge.callback.CallbackCommand;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a callback tells, in the names of the event contract.
 *
 * @param command the vendor's command
 * @param sdkAppId the app it happened in
 * @param key the natural key: events of one key keep their order; null for none
 * @param groupId the group that the body names; null where it names none
 * @param id the same for a callback delivered twice when its body carries a time in milliseconds, else unique
 * @param fingerprint SHA-256 over app, command and body bytes, in lower-case hex
 * @param time when it happened; where the body does not say, when it arrived
 * @param receivedTime when it arrived
 * @param value the event as JSON in UTF-8; whoever holds this does not change it
 */
public record ImEvent(
        CallbackCommand command,
        String sdkAppId,
        @Nullable String key,
        @Nullable String groupId,
        UUID id,
        String fingerprint,
        Instant time,
        Instant receivedTime,
        byte[] value) {}
