package io.imbridge.console;

import io.imbridge.events.Entry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A part of what a search found.
 *
 * @param entries in their order
 * @param offsets where the search goes on from here, by anybody
 * @param searched how many records were read until now
 * @param reached to which time, in milliseconds since the epoch
 * @param isDone whether that is all
 */
record SearchResults(
        List<Entry> entries, Map<TopicPartition, Long> offsets, long searched, long reached, boolean isDone) {}
