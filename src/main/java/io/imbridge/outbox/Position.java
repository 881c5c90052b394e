package io.imbridge.outbox;

/**
 * Where Kafka has a record.
 *
 * @param partition of its topic
 * @param offset in that
 */
public record Position(int partition, long offset) {}
