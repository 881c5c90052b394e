/** The last stop on the data's way: from the outbox to Kafka, in order. */
@NullMarked
package io.imbridge.publish;

import org.jspecify.annotations.NullMarked;
