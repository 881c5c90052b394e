/**
 * Events that are read back from Kafka, for people who look at them: the topics that hold events, an entry for each
 * event, and the filters of a reader. The console and the command line both use it.
 */
@NullMarked
package io.imbridge.events;

import org.jspecify.annotations.NullMarked;
