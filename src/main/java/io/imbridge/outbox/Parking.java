package io.imbridge.outbox;

import io.imbridge.outbox.KeptRecord.Stage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Has the records of topics that hold up others parked in the file, one by one, so that their batches can be deleted.
 * Guarded by the outbox's lock.
 */
final class Parking {
    /** A topic whose records are in memory for so long holds up others. */
    private static final long SLOW = Duration.ofSeconds(2).toNanos();

    /** So many are parked by one transaction, and while more wait for that no more are read. */
    private static final int MOST = 5_000;

    private final Topics topics;
    private final Batches batches;
    private final ArrayDeque<KeptRecord> waiting = new ArrayDeque<>();
    private final Deletes deletes = new Deletes();
    private Set<String> troubled = Set.of();

    Parking(Topics topics, Batches batches) {
        this.topics = topics;
        this.batches = batches;
    }

    /** These topics cannot be written to, through no fault of Kafka's as a whole. */
    void troubled(Set<String> named) {
        troubled = named;
    }

    /** Has those topics parked that keep the oldest batches from being deleted while others could go on. */
    void divertSlow(long now) {
        if (batches.hasRoomToRead(true)) {
            return;
        }
        Set<TopicBuffer> slow = new LinkedHashSet<>();
        for (Batches.Batch batch : batches.inMemory()) {
            if (now - batch.loadedAt() >= SLOW) {
                batch.undone().forEach(kept -> slow.add(topics.of(kept)));
            }
        }
        for (TopicBuffer buffer : slow) {
            boolean works = buffer.hasDeliveredSince(now - SLOW);
            if (!buffer.isDiverted() && (works || troubled.contains(buffer.topic()))) {
                divert(buffer);
            }
        }
    }

    private void divert(TopicBuffer buffer) {
        buffer.divert();
        for (Batches.Batch batch : batches.inMemory()) {
            batch.undone().stream().filter(kept -> topics.of(kept) == buffer).forEach(this::park);
        }
    }

    /** A record of a batch in memory can be handed out, or is parked where its topic is diverted. */
    void admit(KeptRecord kept) {
        if (topics.of(kept).isDiverted()) {
            park(kept);
        } else if (kept.is(Stage.ARRIVED)) {
            topics.ready(kept);
        }
    }

    private void park(KeptRecord kept) {
        topics.of(kept).parks(kept);
        waiting.add(kept);
    }

    /** Whether enough records wait to be parked. */
    boolean isBusy() {
        return waiting.size() >= MOST;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** While nothing can be parked, those records go on that nothing on disk goes before. */
    void giveUp() {
        List<KeptRecord> kept = new ArrayList<>();
        waiting.removeIf(each -> topics.of(each).keeps(each) && kept.add(each));
        kept.forEach(this::admit);
    }

    /** Takes out what the next transaction parks. */
    List<KeptRecord> take() {
        List<KeptRecord> taken = new ArrayList<>();
        while (!waiting.isEmpty() && taken.size() < MOST) {
            KeptRecord kept = waiting.remove();
            if (kept.is(Stage.DONE)) {
                parked(kept);
            } else {
                taken.add(kept);
            }
        }
        return taken;
    }

    /** The transaction failed that was to park these. */
    void failed(List<KeptRecord> taken) {
        for (int at = taken.size() - 1; at >= 0; at--) {
            waiting.addFirst(taken.get(at));
            deletes.doubt(taken.get(at).sequence());
        }
    }

    /** A record is parked, and its batch need not wait for it; or it is done, and may be parked. */
    void parked(KeptRecord kept) {
        TopicBuffer buffer = topics.of(kept);
        buffer.parked(kept);
        if (kept.is(Stage.DONE)) {
            deletes.add(kept.sequence());
        } else {
            batches.release(kept);
        }
        topics.changed(buffer);
    }

    /** A record is done that may be parked. */
    void done(KeptRecord kept) {
        if (kept.isParked()) {
            topics.of(kept).done();
            deletes.add(kept.sequence());
        }
    }

    /** The parked records that are to be deleted. */
    Deletes deletes() {
        return deletes;
    }

    /** Parked records are deleted. */
    void deleted(SequenceSet sequences) {
        deletes.deleted(sequences);
        if (!sequences.isEmpty()) {
            topics.all().forEach(buffer -> buffer.deleted(sequences));
        }
    }
}
