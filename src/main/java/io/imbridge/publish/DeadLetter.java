package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;

/**
 * A record that Kafka refused because of its content.
 *
 * @param kept the record in the outbox
 * @param record the record that goes to the dead-letter topic
 */
record DeadLetter(KeptRecord kept, KeptRecord record) {}
