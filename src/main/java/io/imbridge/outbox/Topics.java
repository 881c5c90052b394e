package io.imbridge.outbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The records in memory that can be handed out, topic by topic, and those that cannot yet: an older one of the same topic
 * and key is in the file, and not in memory. Guarded by the outbox's lock.
 */
final class Topics {
    private final int page;
    private final DiskKeys keys;
    private final Map<String, TopicBuffer> buffers = new HashMap<>();
    private final Set<String> waiting = new HashSet<>();
    private final Set<KeptRecord> behind = new LinkedHashSet<>();

    /** @param page how many parked records of a topic are in memory, ready to be handed out */
    Topics(int page, DiskKeys keys) {
        this.page = page;
        this.keys = keys;
    }

    int page() {
        return page;
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

    /** The topics that have something to hand out, now or when it is read. */
    Set<String> waiting() {
        return Set.copyOf(waiting);
    }

    /** What waits for a topic may have changed. */
    void changed(TopicBuffer buffer) {
        if (buffer.isWaiting()) {
            waiting.add(buffer.topic());
        } else {
            waiting.remove(buffer.topic());
        }
    }

    /** A record that has arrived may be handed out, unless the file has something that goes first. */
    void offer(KeptRecord kept) {
        if (mayPass(kept)) {
            ready(kept);
        } else {
            behind.add(kept);
        }
    }

    boolean mayPass(KeptRecord kept) {
        return !of(kept).isDiverted() && !keys.mayHaveOlder(kept);
    }

    void ready(KeptRecord kept) {
        TopicBuffer buffer = of(kept);
        buffer.put(kept);
        waiting.add(buffer.topic());
    }

    /** Offers those again that something went before. */
    void offerAgain() {
        if (!behind.isEmpty()) {
            behind.removeIf(kept -> {
                boolean passes = kept.hasArrived() && mayPass(kept);
                if (passes) {
                    ready(kept);
                }
                return passes || !kept.hasArrived();
            });
        }
    }

    /** How many records that are in a batch in memory wait for older ones that are not. */
    long keptBehind() {
        return behind.stream().filter(kept -> kept.batch() != null).count();
    }

    /** A record is not to be handed out any more, where it was. */
    void withdraw(KeptRecord kept) {
        if (kept.isReady()) {
            TopicBuffer buffer = of(kept);
            buffer.drop(kept);
            changed(buffer);
        }
        behind.remove(kept);
    }
}
