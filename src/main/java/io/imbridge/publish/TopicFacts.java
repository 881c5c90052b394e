package io.imbridge.publish;

import org.apache.kafka.common.Uuid;

/**
 * Facts that Kafka reports about an existing topic.
 *
 * @param id the topic's id, which differs from the id of an earlier topic with the same name; zero when the broker
 *     reports none
 * @param partitions how many partitions it has
 * @param isLed whether each partition has a leader; without one a partition accepts nothing
 */
record TopicFacts(Uuid id, int partitions, boolean isLed) {
    /** Whether it is the same topic with the same shape, so records in flight can still be delivered. */
    boolean isStill(TopicFacts before) {
        boolean sameId = id.equals(before.id) || id.equals(Uuid.ZERO_UUID) || before.id.equals(Uuid.ZERO_UUID);
        return sameId && partitions >= before.partitions;
    }
}
