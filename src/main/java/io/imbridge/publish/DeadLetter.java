package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;

/**
 * A record that Kafka refused for itself.
 *
 * @param kept as the outbox keeps it
 * @param record as it goes to the dead letters
 */
record DeadLetter(KeptRecord kept, KeptRecord record) {}
