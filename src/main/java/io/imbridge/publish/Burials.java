package io.imbridge.publish;

import io.imbridge.outbox.KeptRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The records that Kafka refused for themselves, on their way to the dead letters. In memory only: after a crash they
 * come from the outbox again, and are refused again.
 */
final class Burials {
    /**
     * One of them.
     *
     * @param kept as the outbox keeps it
     * @param letter as it goes to the dead letters
     */
    record Burial(KeptRecord kept, KeptRecord letter) {}

    private final String topic;
    private final Deque<Burial> waiting = new ArrayDeque<>();

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

    void add(KeptRecord kept, String reason) {
        waiting.add(
                new Burial(kept, new KeptRecord(kept.sequence(), kept.record().asDeadLetter(topic, reason))));
    }

    @Nullable
    Burial next() {
        return waiting.poll();
    }

    /** The dead letters' topic failed: this one goes first again. */
    void putBack(Burial burial) {
        waiting.addFirst(burial);
    }
}
