package io.imbridge.publish;

import org.apache.kafka.common.Uuid;

/**
 * What Kafka says of a topic that is there.
 *
 * @param id differs from that of a topic of the same name that was there before; zero where the broker tells none
 * @param partitions how many it has
 * @param isLed whether each partition has a leader, without which it takes nothing
 */
record TopicFacts(Uuid id, int partitions, boolean isLed) {
    /** Whether it is the same topic in the same shape, so that what is under way to it can still arrive. */
    boolean isStill(TopicFacts before) {
        boolean sameId = id.equals(before.id) || id.equals(Uuid.ZERO_UUID) || before.id.equals(Uuid.ZERO_UUID);
        return sameId && partitions >= before.partitions;
    }
}
