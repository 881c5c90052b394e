package io.imbridge.publish;

import io.imbridge.callback.LogLimit;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The records that Kafka refused for themselves, on their way to the dead letters. In memory only: after a crash they
 * come from the outbox again, and are refused again. Used by the relay's thread only.
 */
final class DeadLetterQueue {
    private static final Logger LOG = Logger.getLogger(DeadLetterQueue.class);

    /** What any topic takes. */
    private static final int SHORT_BYTES = 64 * 1024;

    /** Letters that Kafka does not take must not use up the room that all records share on their way. */
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

    /** The dead letters' topic. */
    String topic() {
        return topic;
    }

    /** Whether no more are to be added until Kafka has taken some. */
    boolean isFull() {
        return records >= MAX_RECORDS || bytes >= MAX_BYTES;
    }

    /** Adds a record, and says so in the log. */
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

    /** The next one that waits, null when none does. It waits until it is {@link #taken}. */
    @Nullable
    DeadLetter next() {
        return waiting.peek();
    }

    /** The next one is on its way. */
    void taken() {
        waiting.remove();
    }

    /** Kafka has the letter. */
    void delivered(DeadLetter deadLetter) {
        records--;
        bytes -= deadLetter.kept().record().size();
    }

    /** Kafka does not have the letter, through no fault of its own: it waits again. */
    void putBack(DeadLetter deadLetter) {
        waiting.addFirst(deadLetter);
    }

    /**
     * Kafka refused a letter for itself, too. It waits again: shortened, or behind the others where it is short.
     *
     * @return whether it can be tried again at once
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
