package io.imbridge.publish;

import io.imbridge.callback.LogLimit;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The records that Kafka refused because of their content, while they wait to be sent to the dead-letter topic. It is
 * in memory only: after a crash the outbox hands these records out again, and Kafka refuses them again. Used by the
 * relay's thread only.
 */
final class DeadLetterQueue {
    private static final Logger LOG = Logger.getLogger(DeadLetterQueue.class);

    /** A length that any topic accepts. */
    private static final int SHORT_BYTES = 64 * 1024;

    /**
     * Dead letters that Kafka does not accept must not use up the room for records in flight, which all topics share.
     */
    private static final int MAX_RECORDS = 1000;

    private static final long MAX_BYTES = 1024 * 1024;

    private final String topic;
    private final LogLimit lines = new LogLimit();
    private final Deque<DeadLetter> waiting = new ArrayDeque<>();
    private int records;
    private long bytes;

    DeadLetterQueue(String topic) {
        this.topic = topic;
    }

    /** The topic of the dead letters. */
    String topic() {
        return topic;
    }

    /** Whether no more records may be added until Kafka has accepted some. */
    boolean isFull() {
        return records >= MAX_RECORDS || bytes >= MAX_BYTES;
    }

    /** Adds a record, and logs that. */
    void add(KeptRecord kept, String refusal) {
        long withheld = lines.pass();
        if (withheld >= 0) {
            LOG.warnf(
                    "Dead letter topic=%s sequence=%d reason=%s withheld=%d",
                    kept.record().topic(), kept.sequence(), refusal, withheld);
        }
        String first = kept.record().deadLetterReason();
        String reason = first == null ? refusal : first;
        waiting.add(new DeadLetter(
                kept, new KeptRecord(kept.sequence(), kept.record().asDeadLetter(topic, reason))));
        records++;
        bytes += kept.record().size();
    }

    /** The next waiting letter; null when there is none. It stays until {@link #taken} is called. */
    @Nullable
    DeadLetter next() {
        return waiting.peek();
    }

    /** The next letter was sent. */
    void taken() {
        waiting.remove();
    }

    /** Kafka has the letter. */
    void delivered(DeadLetter deadLetter) {
        records--;
        bytes -= deadLetter.kept().record().size();
    }

    /** Kafka does not have the letter, for a reason that is not in the letter: it waits again. */
    void putBack(DeadLetter deadLetter) {
        waiting.addFirst(deadLetter);
    }

    /**
     * Kafka refused a letter because of its content. It waits again: shortened, or behind the others if it is short
     * already.
     *
     * @return whether it can be sent again at once
     */
    boolean refused(DeadLetter deadLetter) {
        OutboxRecord record = deadLetter.record().record();
        if (record.key() == null && record.value().length <= SHORT_BYTES) {
            waiting.addLast(deadLetter);
            return false;
        }
        KeptRecord start = new KeptRecord(deadLetter.kept().sequence(), record.shortened(SHORT_BYTES));
        waiting.addFirst(new DeadLetter(deadLetter.kept(), start));
        return true;
    }
}
