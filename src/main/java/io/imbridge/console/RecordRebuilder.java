package io.imbridge.console;

import io.imbridge.callback.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes records from dead letters, as the service would make them now. Safe for many threads. */
public interface RecordRebuilder {
    /**
     * The contents of a dead letter: the data in its headers, and its value.
     *
     * @param command the vendor's command
     * @param fingerprint the fingerprint of the callback's body, in hex
     * @param time when the event happened
     * @param receivedTime when the callback arrived
     * @param sequence the number of the arrival
     * @param traceparent null if the callback was not traced
     * @param key null if there is none
     * @param value a body or an event
     */
    record Original(
            String command,
            String sdkAppId,
            UUID id,
            String fingerprint,
            Instant time,
            Instant receivedTime,
            long sequence,
            @Nullable String traceparent,
            @Nullable String key,
            byte[] value) {}

    /**
     * A record to send.
     *
     * @param key null if there is none
     */
    record Rebuilt(String topic, @Nullable String key, Map<String, String> headers, byte[] value) {}

    /** The record of an event: the same event, in the mode of CloudEvents that is configured now. */
    Rebuilt ofEvent(String topic, Original event);

    /**
     * The records of a refused body that is read again: one record, or one for each event of a batch.
     *
     * @throws RefusedException when it is refused again
     */
    List<Rebuilt> ofBody(Original body);
}
