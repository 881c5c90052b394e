package io.imbridge.console;

import io.imbridge.callback.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes records of what became a dead letter, as the service would make them now. Safe for many threads. */
public interface RecordRebuilder {
    /**
     * What the headers of a dead letter tell, and its value.
     *
     * @param command the vendor's
     * @param fingerprint of the callback's body, in hex
     * @param time when it happened
     * @param receivedTime when it arrived
     * @param sequence the number of its arrival
     * @param traceparent null where it was not traced
     * @param key null for none
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
     * @param key null for none
     */
    record Rebuilt(String topic, @Nullable String key, Map<String, String> headers, byte[] value) {}

    /** The record of an event: the same again, in the mode of CloudEvents that counts now. */
    Rebuilt ofEvent(String topic, Original event);

    /**
     * The records of a body that was refused, read anew: those of one event, or of each of a batch.
     *
     * @throws RefusedException when it is refused again
     */
    List<Rebuilt> ofBody(Original body);
}
