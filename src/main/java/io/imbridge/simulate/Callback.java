package io.imbridge.simulate;

/**
 * What is sent.
 *
 * @param query without a signature
 * @param body JSON in UTF-8
 */
record Callback(String query, byte[] body) {}
