package io.imbridge.publish;

import java.time.Duration;
import java.util.Set;

/**
 * How publishing goes at one moment.
 *
 * @param kafka what Kafka makes of the records
 * @param lasting how long it has been away, or has not been; since the start where that never changed
 * @param inFlight how many records were sent and are not acknowledged
 * @param pausedTopics the topics with records that cannot be written to now
 */
public record RelayState(Kafka kafka, Duration lasting, int inFlight, Set<String> pausedTopics) {
    /** What Kafka makes of the records. */
    public enum Kafka {
        /** There are none to send, so nothing is known of it. */
        IDLE,
        /** It takes them. */
        DELIVERING,
        /** It has taken none for some seconds; or there are none, and it answers no question. */
        UNREACHABLE
    }

    /** Whether Kafka takes what it is given, as far as is known. */
    public boolean isReachable() {
        return kafka != Kafka.UNREACHABLE;
    }
}
