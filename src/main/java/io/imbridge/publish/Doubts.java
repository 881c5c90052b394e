package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The records of one topic that Kafka may have though nobody here heard of it: those whose producer was replaced, and
 * those that a process before this one kept. Nothing of the topic is sent while there are some. Used by the relay's thread
 * only.
 */
final class Doubts {
    private final List<Delivery> unheardOf = new ArrayList<>();
    private @Nullable Instant since;
    private boolean isTimeBeforeKnown;
    private final Map<Long, UUID> found = new HashMap<>();

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

    /**
     * Kafka was asked for all that arrived since {@link #since}.
     *
     * @param ids what it has, by numbers
     * @return the deliveries that were in doubt, in the order in which they ended
     */
    List<Delivery> settle(Map<Long, UUID> ids) {
        List<Delivery> settled = List.copyOf(unheardOf);
        unheardOf.clear();
        since = null;
        found.putAll(ids);
        isTimeBeforeKnown = true;
        return settled;
    }

    /** Whether Kafka was found to have a record: true once for each. */
    boolean isPublished(KeptRecord kept) {
        return !found.isEmpty() && found.remove(kept.sequence(), kept.record().id());
    }

    /** What is read from now on was kept by this process. */
    void forget() {
        found.clear();
    }
}
