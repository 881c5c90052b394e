package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one topic that Kafka may have although no acknowledgement arrived: records whose producer was
 * replaced, and records that an earlier process kept. While there are any, nothing is sent to the topic. Used by the
 * relay's thread only.
 */
final class UncertainDeliveries {
    private final List<Delivery> unheardOf = new ArrayList<>();
    private @Nullable Instant since;
    private boolean isTimeBeforeKnown;

    /** The result of a delivery will not be reported. */
    void add(Delivery delivery) {
        unheardOf.add(delivery);
        mayHave(delivery.kept().record().receivedTime());
    }

    /**
     * Checks a record that an earlier process kept; the oldest record comes first.
     *
     * @return whether it is in doubt: Kafka must be asked first
     */
    boolean addTimeBefore(KeptRecord oldest) {
        if (!isTimeBeforeKnown) {
            mayHave(oldest.record().receivedTime());
        }
        return !isTimeBeforeKnown;
    }

    private void mayHave(Instant received) {
        if (since == null || received.isBefore(since)) {
            since = received;
        }
    }

    /** When the oldest record in doubt arrived; null when none is in doubt. */
    @Nullable
    Instant since() {
        return since;
    }

    boolean isEmpty() {
        return since == null;
    }

    /**
     * Kafka was asked for all records that arrived since {@link #since}. Returns the deliveries that were in doubt, in
     * the order in which they were added.
     */
    List<Delivery> settle() {
        List<Delivery> settled = List.copyOf(unheardOf);
        unheardOf.clear();
        since = null;
        isTimeBeforeKnown = true;
        return settled;
    }
}
