package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Prevents records that Kafka has from being sent a second time: it asks Kafka before any record in doubt is sent
 * again. Used by the relay's thread only.
 */
final class Reconciliation implements AutoCloseable {
    private final PublishedRecords published;
    private final Mailbox mailbox;
    private final String deadLetters;
    private final Instant begin;

    /**
     * The records that Kafka was found to have, by number, for all topics. They stay until they are used; the oldest
     * leave first.
     */
    private final Map<Long, UUID> found = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, UUID> eldest) {
            return size() > PublishedRecords.MOST;
        }
    };

    private boolean isAsking;

    /** Is told the result of a delivery whose result was not reported. */
    @FunctionalInterface
    interface Settlement {
        void of(Delivery delivery, boolean isPublished);
    }

    /**
     * Makes a reconciliation.
     *
     * @param deadLetters the topic in which a record may be instead of its own
     * @param begin when this process began; records that arrived earlier were kept by an earlier process
     */
    Reconciliation(PublishedRecords published, Mailbox mailbox, String deadLetters, Instant begin) {
        this.published = published;
        this.mailbox = mailbox;
        this.deadLetters = deadLetters;
        this.begin = begin;
    }

    /** Whether Kafka must be asked before the next record of a topic, which was just read, is sent. */
    boolean mustAsk(TopicQueue queue, KeptRecord next) {
        return next.record().receivedTime().isBefore(begin) && queue.uncertain().addTimeBefore(next);
    }

    /** Whether Kafka was found to have a record; true only once for each record. */
    boolean isPublished(KeptRecord kept) {
        return !found.isEmpty() && found.remove(kept.sequence(), kept.record().id());
    }

    /** Drops all found records, because the outbox keeps no record that could be among them. */
    void forget() {
        found.clear();
    }

    /** Asks about all topics that have doubts and no records in flight, unless an answer is pending. */
    void look(Collection<TopicQueue> queues, Settlement settlement) {
        if (isAsking) {
            return;
        }
        // There is almost never such a topic, and this runs in every round.
        List<TopicQueue> asked = List.of();
        for (TopicQueue queue : queues) {
            if (queue.inFlight() == 0 && !queue.uncertain().isEmpty()) {
                asked = asked.isEmpty() ? new ArrayList<>() : asked;
                asked.add(queue);
            }
        }
        if (!asked.isEmpty()) {
            ask(asked, settlement);
        }
    }

    private void ask(List<TopicQueue> asked, Settlement settlement) {
        Map<String, Instant> since = new HashMap<>();
        for (TopicQueue queue : asked) {
            Instant oldest = Objects.requireNonNull(queue.uncertain().since());
            since.merge(queue.topic(), oldest, Reconciliation::earlier);
            since.merge(deadLetters, oldest, Reconciliation::earlier);
        }
        isAsking = true;
        published.find(since).thenAccept(ids -> mailbox.tell(() -> settle(asked, ids, settlement)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void settle(List<TopicQueue> asked, Map<Long, UUID> ids, Settlement settlement) {
        isAsking = false;
        found.putAll(ids);
        for (TopicQueue queue : asked) {
            List<Delivery> deliveries = queue.uncertain().settle();
            // Letters that go back to the front of the dead letters must go in reverse order.
            for (int at = deliveries.size() - 1; at >= 0; at--) {
                Delivery delivery = deliveries.get(at);
                settlement.of(delivery, isPublished(delivery.kept()));
            }
        }
    }

    @Override
    public void close() {
        published.close();
    }
}
