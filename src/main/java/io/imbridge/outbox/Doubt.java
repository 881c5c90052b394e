package io.imbridge.outbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some of what the outbox has may be in Kafka already: the process before this one ended without saying so.
 *
 * @param from the offset of each partition of each topic from which on there may be records that are still kept; where a
 *     topic or partition is missing, or its offset is 0, nothing of ours is known to be there
 * @param oldest when the oldest kept record arrived, null when that is not known
 */
public record Doubt(Map<String, long[]> from, @Nullable Instant oldest) {}
