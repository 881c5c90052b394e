/** The present profiles of all groups and topics: a fold of the events, and Kafka Streams around it. */
@NullMarked
package io.imbridge.profiles;

import org.jspecify.annotations.NullMarked;
