/**
 * The fourth stop on the data's way: keep it. What was appended is safe, is read in order by the relay, and is
 * forgotten when Kafka has it. The only place where receiving and publishing meet.
 */
@NullMarked
package io.imbridge.outbox;

import org.jspecify.annotations.NullMarked;
