package io.imbridge.outbox;

import io.imbridge.outbox.KeptRecord.Stage;
import io.imbridge.outbox.OutboxStore.Contents;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The records in memory that can be handed out, by topic. Guarded by the outbox's lock. */
final class Topics {
    private final int page;
    private final Map<String, TopicBuffer> buffers = new HashMap<>();
    private final Set<String> waiting = new HashSet<>();

    /**
     * Makes topics without records.
     *
     * @param page how many parked records of a topic are read at once
     */
    Topics(int page) {
        this.page = page;
    }

    /** Takes over the content of a store that was opened for the first time. */
    void adopt(Contents found) {
        found.parked().forEach((topic, parked) -> {
            TopicBuffer buffer = of(topic);
            buffer.adopt(parked.records(), parked.last());
            changed(buffer);
        });
    }

    TopicBuffer of(KeptRecord kept) {
        return of(kept.record().topic());
    }

    TopicBuffer of(String topic) {
        return buffers.computeIfAbsent(topic, unseen -> new TopicBuffer(unseen, page));
    }

    Collection<TopicBuffer> all() {
        return buffers.values();
    }

    /** The topics that have records to hand out, now or after they are read. */
    Set<String> waiting() {
        return Set.copyOf(waiting);
    }

    /** The waiting records of a topic may have changed. */
    void changed(TopicBuffer buffer) {
        if (buffer.isWaiting()) {
            waiting.add(buffer.topic());
        } else {
            waiting.remove(buffer.topic());
        }
    }

    /** A record can be handed out. */
    void ready(KeptRecord kept) {
        TopicBuffer buffer = of(kept);
        buffer.put(kept);
        waiting.add(buffer.topic());
    }

    /** A record that was not handed out must not be handed out. */
    void withdraw(KeptRecord kept) {
        if (kept.is(Stage.READY)) {
            TopicBuffer buffer = of(kept);
            buffer.drop(kept);
            changed(buffer);
        }
    }
}
