package io.imbridge.publish;

import io.imbridge.callback.LogLimit;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The records that Kafka refused for themselves, on their way to the dead letters. In memory only: after a crash they
 * come from the outbox again, and are refused again.
 */
final class Burials {
    private static final Logger LOG = Logger.getLogger(Burials.class);

    /**
     * One of them.
     *
     * @param kept as the outbox keeps it
     * @param letter as it goes to the dead letters
     */
    record Burial(KeptRecord kept, KeptRecord letter) {}

    /** What any topic takes. */
    private static final int SHORT_BYTES = 64 * 1024;

    /** Letters that Kafka does not take must not use up the room that all records share on their way. */
    private static final int MAX_RECORDS = 1000;

    private static final long MAX_BYTES = 1024 * 1024;

    private final String topic;
    private final LogLimit lines = new LogLimit();
    private final Deque<Burial> waiting = new ArrayDeque<>();
    private int records;
    private long bytes;

    Burials(String topic) {
        this.topic = topic;
    }

    /** The dead letters' topic. */
    String topic() {
        return topic;
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether no more are to be added until Kafka has taken some. */
    boolean isFull() {
        return records >= MAX_RECORDS || bytes >= MAX_BYTES;
    }

    void add(KeptRecord kept, String refusal) {
        long withheld = lines.pass();
        if (withheld >= 0) {
            LOG.warnf(
                    "Dead letter topic=%s sequence=%d reason=%s withheld=%d",
                    kept.record().topic(), kept.sequence(), refusal, withheld);
        }
        records++;
        bytes += kept.record().size();
        String first = kept.record().deadLetterReason();
        String reason = first == null ? refusal : first;
        waiting.add(
                new Burial(kept, new KeptRecord(kept.sequence(), kept.record().asDeadLetter(topic, reason))));
    }

    @Nullable
    Burial next() {
        return waiting.poll();
    }

    /** Kafka has the letter. */
    void delivered(Burial burial) {
        records--;
        bytes -= burial.kept().record().size();
    }

    /**
     * Kafka does not have the letter, which waits again: one that is refused for itself shortened, and behind the others
     * where that was tried.
     *
     * @return whether there is nothing wrong with the topic
     */
    boolean returned(Burial burial, SendFailure failure) {
        if (failure != SendFailure.RECORD) {
            waiting.addFirst(burial);
            return false;
        }
        OutboxRecord letter = burial.letter().record();
        boolean isLong = letter.key() != null || letter.value().length > SHORT_BYTES;
        if (isLong) {
            KeptRecord start = new KeptRecord(burial.kept().sequence(), letter.shortened(SHORT_BYTES));
            waiting.addFirst(new Burial(burial.kept(), start));
        } else {
            waiting.addLast(burial);
        }
        return isLong;
    }

    /** The topics that something waits for: those that records wait for, and this one where letters do. */
    Set<String> and(Set<String> ofRecords) {
        if (waiting.isEmpty()) {
            return ofRecords;
        }
        Set<String> all = new HashSet<>(ofRecords);
        all.add(topic);
        return all;
    }
}
