package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.Outbox;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Handles the results of deliveries: for the record, for its topic and for the producer. Used by the relay's thread
 * only; times are those of {@link System#nanoTime()}.
 */
final class Outcomes {
    /**
     * Kafka's client reports the results of all records of a closed producer. If it does not, they are sent again after
     * this time.
     */
    private static final Duration LAST_WORDS = Duration.ofSeconds(15);

    private final Outbox outbox;
    private final CurrentProducer producer;
    private final DeadLetterQueue deadLetters;
    private final RelayStatus status;
    private final TopicInspector inspector;
    private final RelayObserver observer;

    Outcomes(
            Outbox outbox,
            CurrentProducer producer,
            DeadLetterQueue deadLetters,
            RelayStatus status,
            TopicInspector inspector,
            RelayObserver observer) {
        this.outbox = outbox;
        this.producer = producer;
        this.deadLetters = deadLetters;
        this.status = status;
        this.inspector = inspector;
        this.observer = observer;
    }

    /**
     * A delivery has a result. A second report does not count.
     *
     * @param boreTime whether the record had its own timestamp
     * @param failure null when Kafka has the record
     */
    void ended(Delivery delivery, boolean boreTime, @Nullable Exception failure) {
        if (delivery.hasEnded()) {
            return;
        }
        if (failure == null) {
            delivered(delivery);
        } else if (delivery.generation() != producer.generation()) {
            // The failure comes from closing the producer, so it says nothing about the topic.
            becomeUncertain(delivery);
            delivery.queue().interrupted(System.nanoTime());
        } else if (boreTime && SendFailure.mayBeOfTime(failure)) {
            giveBack(delivery);
            long now = System.nanoTime();
            delivery.queue().leaveOutTimes(now);
            delivery.queue().interrupted(now);
        } else {
            failed(delivery, failure);
        }
    }

    private void delivered(Delivery delivery) {
        TopicQueue queue = delivery.queue();
        queue.end(delivery);
        producer.works(delivery.generation(), System.nanoTime());
        status.delivered();
        if (queue.succeeded()) {
            inspector.resumed(queue);
        }
        isInKafka(delivery);
        observer.published(queue.topic(), delivery.record().record().receivedTime());
    }

    private void isInKafka(Delivery delivery) {
        outbox.delivered(delivery.kept());
        if (delivery.deadLetter() != null) {
            deadLetters.delivered(delivery.deadLetter());
        }
    }

    private void failed(Delivery delivery, Exception failure) {
        TopicQueue queue = delivery.queue();
        SendFailure kind = SendFailure.of(failure);
        if (kind == SendFailure.RECORD && delivery.deadLetter() != null) {
            queue.end(delivery);
            if (!deadLetters.refused(delivery.deadLetter())) {
                observer.returned(queue.topic());
                queue.failedToSend(System.nanoTime());
                inspector.fails(queue, failure);
            }
        } else if (kind == SendFailure.RECORD && !deadLetters.isFull()) {
            String reason = SendFailure.word(failure);
            deadLetters.add(delivery.kept(), reason);
            queue.end(delivery);
            observer.refused(queue.topic(), reason);
        } else {
            if (kind == SendFailure.CLUSTER || kind == SendFailure.PRODUCER) {
                becomeUncertain(delivery);
            } else {
                giveBack(delivery);
            }
            if (isProducersFault(queue, kind)) {
                replaceProducer(SendFailure.word(failure), SendFailure.sentence(failure));
                queue.endedProducer(System.nanoTime(), producer.pause());
            } else {
                queue.failedToSend(System.nanoTime());
            }
            inspector.fails(queue, failure);
        }
    }

    private boolean isProducersFault(TopicQueue queue, SendFailure kind) {
        boolean fails = kind == SendFailure.CLUSTER && queue.keepsFailingToSend();
        return kind == SendFailure.PRODUCER || (fails && !producer.isWell(System.nanoTime()));
    }

    private void giveBack(Delivery delivery) {
        delivery.queue().end(delivery);
        returned(delivery);
    }

    private void returned(Delivery delivery) {
        if (delivery.deadLetter() == null) {
            outbox.putBack(delivery.kept());
        } else {
            deadLetters.putBack(delivery.deadLetter());
        }
        observer.returned(delivery.queue().topic());
    }

    /** Kafka may have the record without having acknowledged it. */
    private void becomeUncertain(Delivery delivery) {
        delivery.queue().end(delivery);
        delivery.queue().uncertain().add(delivery);
    }

    /** Kafka was asked about a delivery that was in doubt. */
    void settled(Delivery delivery, boolean isPublished) {
        if (isPublished) {
            isInKafka(delivery);
            observer.found(delivery.queue().topic());
        } else {
            returned(delivery);
        }
    }

    /** Kafka was found to have a record that an earlier process kept. */
    void found(KeptRecord kept) {
        outbox.delivered(kept);
        observer.found(kept.record().topic());
    }

    /** Replaces the producer that sends the oldest record of a topic, unless it was replaced already. */
    void replaceProducerOf(TopicQueue queue, String reason, String sentence) {
        Delivery oldest = queue.oldest();
        if (oldest != null && oldest.generation() == producer.generation()) {
            replaceProducer(reason, sentence);
        }
    }

    private void replaceProducer(String reason, String sentence) {
        producer.replace(reason, sentence, System.nanoTime());
        observer.replaced();
    }

    /** Records without a result from a producer that was replaced long ago are sent again. */
    void giveUpOldProducers(Collection<TopicQueue> queues, long now) {
        if (producer.isNewFor(LAST_WORDS, now)) {
            return;
        }
        for (TopicQueue queue : queues) {
            Delivery oldest = queue.oldest();
            if (oldest != null && oldest.generation() != producer.generation()) {
                giveBack(queue, now);
            }
        }
    }

    /** Returns all records in flight to where they came from, after a defect. */
    void giveBackAll(Collection<TopicQueue> queues) {
        replaceProducer("defect", "what is on its way is sent again");
        long now = System.nanoTime();
        queues.forEach(queue -> giveBack(queue, now));
    }

    private void giveBack(TopicQueue queue, long now) {
        queue.unended().forEach(this::becomeUncertain);
        queue.interrupted(now);
    }
}
