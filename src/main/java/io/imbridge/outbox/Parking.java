package io.imbridge.outbox;

import io.imbridge.outbox.KeptRecord.Stage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Parks the records of topics that block others: it has them stored one by one, so their batches can be deleted.
 * Guarded by the outbox's lock.
 */
final class Parking {
    /** A topic blocks others when its records have been in memory for this time. */
    private static final long SLOW = Duration.ofSeconds(2).toNanos();

    /** One transaction parks at most this many records. While more wait for that, no more records are read. */
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

    /** Sets the topics that cannot be written to for a reason of their own, not because of Kafka as a whole. */
    void troubled(Set<String> named) {
        troubled = named;
    }

    /** Starts to park the topics that keep the oldest batches from being deleted while other topics could continue. */
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

    /** Lets a record of a batch in memory be handed out, or parks it if its topic is diverted. */
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

    /** Nothing can be parked now: the records that have no older record of their topic on disk can be handed out. */
    void giveUp() {
        List<KeptRecord> kept = new ArrayList<>();
        waiting.removeIf(each -> topics.of(each).keeps(each) && kept.add(each));
        kept.forEach(this::admit);
    }

    /** Takes the records that the next transaction parks. */
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

    /** The transaction that should have parked these records failed. */
    void failed(List<KeptRecord> taken) {
        for (int at = taken.size() - 1; at >= 0; at--) {
            waiting.addFirst(taken.get(at));
            deletes.doubt(taken.get(at).sequence());
        }
    }

    /** A record is parked, and its batch need not wait for it. Or it is done, and may be parked in the file. */
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

    /** A record that may be parked is done. */
    void done(KeptRecord kept) {
        if (kept.isParked()) {
            topics.of(kept).done();
            deletes.add(kept.sequence());
        }
    }

    /** The numbers of the parked records that must be deleted. */
    Deletes deletes() {
        return deletes;
    }

    /** Parked records were deleted. */
    void deleted(SequenceSet sequences) {
        deletes.deleted(sequences);
        if (!sequences.isEmpty()) {
            topics.all().forEach(buffer -> buffer.deleted(sequences));
        }
    }
}
