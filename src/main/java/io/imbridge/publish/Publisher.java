package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.Outbox;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes records from the outbox and gives them to Kafka's client. Topics take turns, each within its share. Used by the
 * relay's thread only, except for {@link #state}.
 */
final class Publisher implements AutoCloseable {
    private static final int READ = 500;

    /**
     * A topic with records in flight reads again when there is room for this fraction of them, not for each single
     * record.
     */
    private static final int WORTH_READING = 8;

    private final Outbox outbox;
    private final Mailbox mailbox;
    private final CurrentProducer producer;
    private final RecordSender sender;
    private final DeadLetterQueue deadLetters;
    private final RelayStatus status;
    private final TopicInspector inspector;
    private final StallWatch stalls;
    private final Outcomes outcomes;
    private final Reconciliation reconciliation;
    private final InFlightWindow window = new InFlightWindow();
    private final Map<String, TopicQueue> byTopic = new HashMap<>();
    private final List<TopicQueue> queues = new ArrayList<>();
    /** The records that were read and are not in flight yet. */
    private final Deque<KeptRecord> taken = new ArrayDeque<>();

    private int turn;
    private boolean deadLettersFirst;

    /**
     * Makes a publisher that has sent nothing yet.
     *
     * @param mailbox passes messages to its thread
     * @param deadLetters the topic of the dead letters
     * @param published searches Kafka for published records
     */
    Publisher(
            Outbox outbox,
            Mailbox mailbox,
            Topics topics,
            CurrentProducer producer,
            RecordSender sender,
            String deadLetters,
            PublishedRecords published,
            RelayStatus status,
            RelayObserver observer,
            Clock clock) {
        this.outbox = outbox;
        this.mailbox = mailbox;
        this.producer = producer;
        this.sender = sender;
        this.deadLetters = new DeadLetterQueue(deadLetters);
        this.status = status;
        this.inspector = new TopicInspector(topics, mailbox, status);
        this.reconciliation = new Reconciliation(published, mailbox, deadLetters, clock.instant());
        this.outcomes = new Outcomes(outbox, producer, this.deadLetters, status, inspector, observer);
        this.stalls = new StallWatch(inspector, outcomes::replaceProducerOf);
    }

    /** Prepares topics, and listens for new records from now on. */
    void begin(List<String> first) {
        first.forEach(this::queue);
        outbox.onArrival(mailbox::wake);
    }

    RelayState state() {
        return status.state();
    }

    /** How many records are in flight. */
    int inFlight() {
        return window.records();
    }

    /** Whether records wait to be sent. */
    boolean hasWork() {
        return deadLetters.next() != null
                || !outbox.waitingTopics().isEmpty()
                || queues.stream().anyMatch(TopicQueue::isWaiting);
    }

    /** Sends what may be sent now. Returns whether anything was sent. */
    boolean sendMore() {
        long now = System.nanoTime();
        inspector.check(queues, now);
        stalls.look(queues, now);
        outcomes.giveUpOldProducers(queues, now);
        reconciliation.look(queues, outcomes::settled);
        Set<String> waiting = outbox.waitingTopics();
        waiting.forEach(this::queue);
        if (waiting.isEmpty() && window.records() == 0) {
            reconciliation.forget();
        }
        boolean isReady = producer.isReady(now);
        boolean sent = false;
        if (isReady) {
            // Records and dead letters take turns, so neither blocks the other when there is only one free place.
            deadLettersFirst = !deadLettersFirst;
            sent = deadLettersFirst && sendDeadLetters();
            sent |= sendRecords(waiting);
            sent |= !deadLettersFirst && sendDeadLetters();
        }
        status.assess(queues, withDeadLetters(waiting), window.records(), isReady);
        outbox.troubled(status.pausedTopics());
        return sent;
    }

    private Set<String> withDeadLetters(Set<String> waiting) {
        if (deadLetters.next() == null || waiting.contains(deadLetters.topic())) {
            return waiting;
        }
        Set<String> all = new HashSet<>(waiting);
        all.add(deadLetters.topic());
        return all;
    }

    private boolean sendRecords(Set<String> waiting) {
        boolean sent = false;
        turn = queues.isEmpty() ? 0 : (turn + 1) % queues.size();
        for (int i = 0; i < queues.size(); i++) {
            TopicQueue queue = queues.get((turn + i) % queues.size());
            if (waiting.contains(queue.topic())) {
                sent |= sendRecords(queue);
            }
        }
        return sent;
    }

    private boolean sendRecords(TopicQueue queue) {
        int room = Math.min(READ, queue.room(producer.generation()));
        if (room < Math.min(READ, queue.inFlight() / WORTH_READING) || room == 0) {
            return false;
        }
        taken.addAll(outbox.read(queue.topic(), room));
        boolean sent = false;
        // Known failures must be handled before the next record is sent, or it would overtake the failed one.
        while (!taken.isEmpty() && hasHeardNothingBad(queue) && !reconciliation.mustAsk(queue, taken.element())) {
            sendNext(queue);
            sent = true;
        }
        putBackTaken();
        return sent;
    }

    private void sendNext(TopicQueue queue) {
        KeptRecord next = taken.element();
        if (reconciliation.isPublished(next)) {
            taken.remove();
            outcomes.found(next);
        } else {
            Delivery delivery = begin(queue, next, null);
            taken.remove();
            send(delivery);
        }
    }

    private void putBackTaken() {
        while (!taken.isEmpty()) {
            outbox.putBack(taken.element());
            taken.remove();
        }
    }

    private boolean hasHeardNothingBad(TopicQueue queue) {
        if (!mailbox.isEmpty()) {
            mailbox.settle();
        }
        return producer.isReady(System.nanoTime()) && queue.room(producer.generation()) > 0;
    }

    private boolean sendDeadLetters() {
        if (deadLetters.next() == null) {
            return false;
        }
        TopicQueue queue = queue(deadLetters.topic());
        boolean sent = false;
        while (hasHeardNothingBad(queue) && deadLetters.next() != null) {
            DeadLetter next = Objects.requireNonNull(deadLetters.next());
            Delivery delivery = begin(queue, next.record(), next);
            deadLetters.taken();
            send(delivery);
            sent = true;
        }
        return sent;
    }

    private Delivery begin(TopicQueue queue, KeptRecord record, @Nullable DeadLetter deadLetter) {
        return queue.begin(record, deadLetter, producer.generation(), System.nanoTime());
    }

    private void send(Delivery delivery) {
        boolean bearsTime = delivery.queue().bearsTimes(delivery.begunAt());
        sender.send(
                delivery.record(),
                bearsTime,
                failure -> mailbox.tell(() -> outcomes.ended(delivery, bearsTime, failure)));
    }

    private TopicQueue queue(String topic) {
        TopicQueue known = byTopic.get(topic);
        if (known == null) {
            known = new TopicQueue(topic, window, System.nanoTime());
            byTopic.put(topic, known);
            queues.add(known);
        }
        return known;
    }

    /** After a defect, returns all records in flight to where they came from, so they are sent again. */
    void giveBackAll() {
        putBackTaken();
        outcomes.giveBackAll(queues);
    }

    @Override
    public void close() {
        reconciliation.close();
        producer.close();
    }
}
