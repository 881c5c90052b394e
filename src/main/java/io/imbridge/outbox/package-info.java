/**
 * The fourth stage of an event's path: keep it. Appended records are safe, the relay reads them in order, and they are
 * deleted when Kafka has them. This is the only place where receiving and publishing meet.
 */
@NullMarked
package io.imbridge.outbox;

import org.jspecify.annotations.NullMarked;
