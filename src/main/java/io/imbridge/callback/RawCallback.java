package io.imbridge.callback;

import java.time.Instant;

/**
 * A callback as it was received, after its caller was verified.
 *
 * @param sdkAppId the app it belongs to, one of ours
 * @param signed whether the caller proved that it knows a token of the app
 * @param query its query
 * @param receivedTime when the body was complete
 * @param body the body's bytes, unchanged; nobody may modify them
 */
public record RawCallback(String sdkAppId, boolean signed, CallbackQuery query, Instant receivedTime, byte[] body) {
    /** The same callback with another body, for example the unpacked one. */
    public RawCallback withBody(byte[] other) {
        return new RawCallback(sdkAppId, signed, query, receivedTime, other);
    }
}
