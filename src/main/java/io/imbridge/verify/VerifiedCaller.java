package io.imbridge.verify;

/**
 * The caller of a callback, after verification.
 *
 * @param sdkAppId one of our apps
 * @param signed whether the caller proved that it knows a token of the app; false when the app has none
 */
public record VerifiedCaller(String sdkAppId, boolean signed) {}
