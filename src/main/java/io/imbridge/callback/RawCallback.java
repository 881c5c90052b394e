package io.imbridge.callback;

import java.time.Instant;

/**
 * A callback as it came in, its caller already verified.
 *
 * @param sdkAppId the app it belongs to, one of ours
 * @param signed whether the caller proved a token of the app
 * @param query its query
 * @param receivedTime when the body was complete
 * @param body the body's bytes, untouched; whoever holds this does not change them
 */
public record RawCallback(String sdkAppId, boolean signed, CallbackQuery query, Instant receivedTime, byte[] body) {
    /** The same with another body, such as what its own is when unpacked. */
    public RawCallback withBody(byte[] other) {
        return new RawCallback(sdkAppId, signed, query, receivedTime, other);
    }
}
