/**
 * Events as they are read back from Kafka, for those who look: which topics hold them, an entry of each, and what somebody
 * wants to see of them. The console and the command line share it.
 */
@NullMarked
package io.imbridge.events;

import org.jspecify.annotations.NullMarked;
