/** What every group and topic is now: a fold of the events, and Kafka Streams around it. */
@NullMarked
package io.imbridge.profiles;

import org.jspecify.annotations.NullMarked;
