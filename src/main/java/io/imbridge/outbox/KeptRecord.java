package io.imbridge.outbox;

/**
 * A record that the outbox keeps.
 *
 * @param sequence its number: grows in the order of arrival, over restarts too
 * @param record what was appended
 */
public record KeptRecord(long sequence, OutboxRecord record) {}
