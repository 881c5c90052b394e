package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        if (!next.record().receivedTime().isBefore(begin)) {
            queue.doubts().forget();
            return false;
        }
        return queue.doubts().addTimeBefore(next);
    }

    /** Asks for all topics in doubt of which nothing is on its way, unless an answer is waited for. */
    void look(Collection<TopicQueue> queues, Settlement settlement) {
        if (isAsking) {
            return;
        }
        Map<String, Instant> since = new HashMap<>();
        List<TopicQueue> asked = new ArrayList<>();
        for (TopicQueue queue : queues) {
            Instant oldest = queue.inFlight() > 0 ? null : queue.doubts().since();
            if (oldest != null) {
                asked.add(queue);
                since.merge(queue.topic(), oldest, Reconciliation::earlier);
                since.merge(deadLetters, oldest, Reconciliation::earlier);
            }
        }
        if (!asked.isEmpty()) {
            isAsking = true;
            published.find(since).thenAccept(found -> mailbox.tell(() -> settle(asked, found, settlement)));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void settle(List<TopicQueue> asked, Map<Long, UUID> found, Settlement settlement) {
        isAsking = false;
        for (TopicQueue queue : asked) {
            List<Delivery> deliveries = queue.doubts().settle(found);
            // What goes back to the front of the dead letters must go in reverse.
            for (int at = deliveries.size() - 1; at >= 0; at--) {
                Delivery delivery = deliveries.get(at);
                settlement.of(delivery, queue.doubts().isPublished(delivery.kept()));
            }
        }
    }

    @Override
    public void close() {
        published.close();
    }
}
