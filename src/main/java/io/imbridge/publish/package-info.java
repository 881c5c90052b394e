/** The last stage of an event's path: from the outbox to Kafka, in order. */
@NullMarked
package io.imbridge.publish;

import org.jspecify.annotations.NullMarked;
