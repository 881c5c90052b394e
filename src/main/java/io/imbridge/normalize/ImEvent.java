package io.imbridge.normalize;

import io.imbridge.callback.CallbackCommand;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event: the content of a callback, in the names of the event contract.
 *
 * @param command the vendor's command
 * @param sdkAppId the app in which the event happened
 * @param key the natural key: events with one key keep their order; null for none
 * @param groupId the group that the body names; null when it names none
 * @param id the event's id. When the body carries a time in milliseconds, a callback that is delivered twice gets
 *     the same id twice; else the id is unique
 * @param fingerprint SHA-256 over app, command and body bytes, in lower-case hex
 * @param time when it happened; when it arrived, if the body does not say
 * @param receivedTime when it arrived
 * @param value the event as JSON in UTF-8; nobody may modify it
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
