package io.imbridge.simulate;

/**
 * A callback to send.
 *
 * @param query its query, without a signature
 * @param body JSON in UTF-8
 */
record Callback(String query, byte[] body) {}
