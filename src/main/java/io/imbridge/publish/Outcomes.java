package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.Outbox;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the end of a delivery: for its record, its topic and the producer. Used by the relay's thread only;
 * times are {@link System#nanoTime()}'s.
 */
final class Outcomes {
    /** Kafka's client tells the end of all that a closed producer had. Should it not, that is sent again after this. */
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
     * A delivery ended. If it is told twice, the second time does not count.
     *
     * @param boreTime whether the record bore its own time
     * @param failure null when Kafka has the record
     */
    void ended(Delivery delivery, boolean boreTime, @Nullable Exception failure) {
        if (delivery.hasEnded()) {
            return;
        }
        if (failure == null) {
            delivered(delivery);
        } else if (delivery.generation() != producer.generation()) {
            // That the producer was closed says nothing about the topic.
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

    /** Kafka may have it, and has not said so. */
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

    /** Kafka was found to have a record that a process before this one kept. */
    void found(KeptRecord kept) {
        outbox.delivered(kept);
        observer.found(kept.record().topic());
    }

    /** Replaces the producer that has the oldest record of a topic, unless that has happened. */
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

    /** Whatever a producer that was replaced long ago has not told the end of is sent again. */
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

    /** After a defect: whatever is on its way goes back to where it came from. */
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
