package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one topic that Kafka may have though nobody here heard of it: those whose producer was replaced, and
 * those that a process before this one kept. Nothing of the topic is sent while there are some. Used by the relay's thread
 * only.
 */
final class UncertainDeliveries {
    private final List<Delivery> unheardOf = new ArrayList<>();
    private @Nullable Instant since;
    private boolean isTimeBeforeKnown;

    /** The end of a delivery will not be told. */
    void add(Delivery delivery) {
        unheardOf.add(delivery);
        mayHave(delivery.kept().record().receivedTime());
    }

    /**
     * Looks at a record that a process before this one kept, the oldest one first.
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

    /** When the oldest record arrived that is in doubt, null where none is. */
    @Nullable
    Instant since() {
        return since;
    }

    boolean isEmpty() {
        return since == null;
    }

    /** Kafka was asked for all that arrived since {@link #since}. Returns the deliveries that were in doubt, as they ended. */
    List<Delivery> settle() {
        List<Delivery> settled = List.copyOf(unheardOf);
        unheardOf.clear();
        since = null;
        isTimeBeforeKnown = true;
        return settled;
    }
}
