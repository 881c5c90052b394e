package io.imbridge.console;

import io.imbridge.events.Entry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A part of a search's results.
 *
 * @param entries the entries, in order
 * @param offsets where another search can continue
 * @param searched how many records were read so far
 * @param reached the time that the search has reached, in milliseconds since the epoch
 * @param isDone whether the search is complete
 */
record SearchResults(
        List<Entry> entries, Map<TopicPartition, Long> offsets, long searched, long reached, boolean isDone) {}
