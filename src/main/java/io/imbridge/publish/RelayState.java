package io.imbridge.publish;

import java.time.Duration;
import java.util.Set;

/**
 * The state of publishing at one moment.
 *
 * @param kafka whether Kafka accepts records
 * @param lasting how long Kafka has been unreachable, or has not been; since the start if that never changed
 * @param inFlight how many records were sent and are not acknowledged
 * @param pausedTopics the paused topics: they have records and cannot be written to now
 */
public record RelayState(Kafka kafka, Duration lasting, int inFlight, Set<String> pausedTopics) {
    /** Whether Kafka accepts records. */
    public enum Kafka {
        /** There are no records to send, so nothing is known about Kafka. */
        IDLE,
        /** Kafka accepts records. */
        DELIVERING,
        /**
         * Kafka is unreachable: it has accepted no record for some seconds, or there is none and it does not respond.
         */
        UNREACHABLE
    }

    /** Whether Kafka accepts records, as far as it is known. */
    public boolean isReachable() {
        return kafka != Kafka.UNREACHABLE;
    }
}
