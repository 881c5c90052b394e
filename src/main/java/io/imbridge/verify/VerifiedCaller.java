package io.imbridge.verify;

/**
 * Who called, once that is proven.
 *
 * @param sdkAppId one of our apps
 * @param signed whether the caller proved a token of it; false where the app has none
 */
public record VerifiedCaller(String sdkAppId, boolean signed) {}
