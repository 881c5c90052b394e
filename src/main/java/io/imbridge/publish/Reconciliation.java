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
 * Keeps records from being sent a second time that Kafka has: asks Kafka before anything that is in doubt is sent again.
 * Used by the relay's thread only.
 */
final class Reconciliation implements AutoCloseable {
    private final PublishedRecords published;
    private final Mailbox mailbox;
    private final String deadLetters;
    private final Instant begin;

    /** What Kafka was found to have, by numbers: of all topics, until it is asked for, the oldest leave first. */
    private final Map<Long, UUID> found = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, UUID> eldest) {
            return size() > PublishedRecords.MOST;
        }
    };

    private boolean isAsking;

    /** Hears what has become of a delivery whose end was not told. */
    @FunctionalInterface
    interface Settlement {
        void of(Delivery delivery, boolean isPublished);
    }

    /**
     * @param deadLetters the topic that a record may be in instead of its own
     * @param begin when this process began: what arrived before that was kept by another one
     */
    Reconciliation(PublishedRecords published, Mailbox mailbox, String deadLetters, Instant begin) {
        this.published = published;
        this.mailbox = mailbox;
        this.deadLetters = deadLetters;
        this.begin = begin;
    }

    /** Whether Kafka must be asked before the next record of a topic is sent, which was just read. */
    boolean mustAsk(TopicQueue queue, KeptRecord next) {
        return next.record().receivedTime().isBefore(begin) && queue.uncertain().addTimeBefore(next);
    }

    /** Whether Kafka was found to have a record: true once for each. */
    boolean isPublished(KeptRecord kept) {
        return !found.isEmpty() && found.remove(kept.sequence(), kept.record().id());
    }

    /** Nothing is kept any more that could be asked for. */
    void forget() {
        found.clear();
    }

    /** Asks for all topics in doubt of which nothing is on its way, unless an answer is waited for. */
    void look(Collection<TopicQueue> queues, Settlement settlement) {
        if (isAsking) {
            return;
        }
        // Nearly always there is none: this is asked at each turn.
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
            // What goes back to the front of the dead letters must go in reverse.
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
