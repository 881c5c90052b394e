package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings into memory what is in the file: batch by batch, in the order of arrival, as far as there is room, and of each
 * topic that is diverted page by page. Guarded by the outbox's lock.
 */
final class Loader {
    /**
     * What is to be read.
     *
     * @param topic whose parked records are to be read; null for the next batches
     * @param after behind which number
     * @param upTo up to which number
     * @param max how many parked records
     * @param version of the topic's parked records
     */
    record Request(@Nullable String topic, long after, long upTo, int max, long version) {}

    private final Topics topics;
    private final Batches batches;
    private final Backlog backlog;
    private final Parking parking;
    /** What was deleted while it may have been read. */
    private SequenceSet deletedBatches = new SequenceSet();

    private SequenceSet deletedParked = new SequenceSet();

    private boolean isReading;
    private boolean isPageNext;

    Loader(Topics topics, Batches batches, Backlog backlog, Parking parking) {
        this.topics = topics;
        this.batches = batches;
        this.backlog = backlog;
        this.parking = parking;
    }

    /** What to read next, null for nothing: batches and pages in turns. */
    @Nullable
    Request next(boolean isHolding, long now) {
        Request batch = wantsBatch(isHolding) ? new Request(null, backlog.cursor(), backlog.last(), 0, 0) : null;
        Request page = nextPage();
        if (batch == null && !isHolding) {
            parking.divertSlow(now);
        }
        isPageNext = !isPageNext;
        Request next = page == null || (batch != null && !isPageNext) ? batch : page;
        isReading = next != null;
        return next;
    }

    /** Whether batches are to be read. */
    boolean wantsBatch(boolean isHolding) {
        return backlog.isBehind() && !parking.isBusy() && batches.hasRoomToRead(!isHolding);
    }

    /** A topic's own batches of the time before may have what is parked too: they are read first. */
    private @Nullable Request nextPage() {
        return !backlog.hasReadFound()
                ? null
                : topics.all().stream()
                        .map(TopicBuffer::nextPage)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** A transaction deleted batches and parked records, but for those that it added anew. */
    void deleted(Changes changes) {
        if (isReading) {
            deletedBatches.addAll(changes.deletedBatches());
            changes.batches().forEach(batch -> deletedBatches.remove(batch.first()));
            deletedParked.addAll(changes.deletedParked());
            changes.parked().forEach(kept -> deletedParked.remove(kept.sequence()));
        }
    }

    /** What was asked for was read, or could not be. */
    void hasRead() {
        isReading = false;
        deletedBatches = new SequenceSet();
        deletedParked = new SequenceSet();
    }

    /** Batches were read; none when there are none up to where the request went. */
    void loaded(Request request, List<StoredBatch> read, long now) {
        for (StoredBatch stored : read) {
            boolean isKnown = batches.knows(stored.first()) || deletedBatches.contains(stored.first());
            backlog.read(stored, isKnown);
            if (!isKnown) {
                load(stored, now);
            }
        }
        if (read.isEmpty()) {
            backlog.reached(request.upTo());
        }
        hasRead();
    }

    private void load(StoredBatch stored, long now) {
        Batches.Batch batch = batches.load(stored.first(), stored.records().size(), now);
        for (KeptRecord kept : stored.records()) {
            batches.waitFor(batch, kept);
            parking.admit(kept);
        }
    }

    /** A page of a topic's parked records was read. */
    void loadedParked(String topic, Request request, List<KeptRecord> page) {
        TopicBuffer buffer = topics.of(topic);
        buffer.loaded(request, page, deletedParked);
        topics.changed(buffer);
        hasRead();
    }
}
