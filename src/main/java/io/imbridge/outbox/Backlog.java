package io.imbridge.outbox;

import io.imbridge.outbox.OutboxStore.Contents;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is in the file and not in memory, and how it comes there: batch by batch, in the order of arrival, as far as there
 * is room; and of each topic that is diverted, page by page. Guarded by the outbox's lock.
 */
final class Backlog {
    /** A topic whose records are in memory for so long holds up others. */
    private static final long SLOW = Duration.ofSeconds(2).toNanos();

    private static final int MUCH_TO_PARK = 5_000;

    /**
     * What is to be read next.
     *
     * @param topic whose parked records are to be read; null for the next batch
     * @param after behind which number
     * @param upTo up to which number
     * @param max how many parked records
     * @param inserts how often a record was parked before others until then
     */
    record Request(
            @Nullable String topic, long after, long upTo, int max, long inserts) {}

    private final DiskKeys keys;
    private final Topics topics;
    private final LoadedBatches batches;
    private final WriteQueue queue;
    private Set<String> troubled = Set.of();
    private long readUpTo = Long.MIN_VALUE;
    private long lastFirst = Long.MIN_VALUE;
    /**
     * All records up to this number are in memory, parked, or done. Batches that left memory when they were committed do not
     * lie across each other; those of the time before may.
     */
    private long olderRead = Long.MIN_VALUE;

    private long unread;
    private @Nullable Instant oldest;
    private boolean batchIsNext;
    private boolean isAnyDiverted;

    Backlog(DiskKeys keys, Topics topics, LoadedBatches batches, WriteQueue queue) {
        this.keys = keys;
        this.topics = topics;
        this.batches = batches;
        this.queue = queue;
    }

    /** Whether the file has batches that were not read. */
    boolean isBehind() {
        return readUpTo < lastFirst;
    }

    /** How many records are in the file alone, or parked. */
    long records() {
        return unread + topics.all().stream().mapToLong(TopicBuffer::parked).sum();
    }

    /** When the oldest records arrived that are in the file alone, as far as it is known. */
    List<Instant> oldest() {
        List<Instant> known = new ArrayList<>();
        if (isBehind() && oldest != null) {
            known.add(oldest);
        }
        for (TopicBuffer buffer : topics.all()) {
            KeptRecord first = buffer.parked() == 0 ? null : buffer.first();
            if (first != null) {
                known.add(first.record().receivedTime());
            }
        }
        return known;
    }

    /** Whether there is something to read, as soon as there is room. */
    boolean wantsToRead(boolean isHolding) {
        return (isBehind() && hasRoomToRead(isHolding)) || isAnyDiverted;
    }

    /** The store was opened for the first time. */
    void adopt(Contents found) {
        keys.adopt(found.byTopic(), found.lastFirst());
        lastFirst = found.lastFirst();
        unread = found.records();
        oldest = found.oldest();
        found.parked().forEach((topic, sequences) -> topics.of(topic).adopt(sequences));
        settle();
    }

    /** The store was damaged: of what was known to be there, some may be lost. */
    void salvaged(Contents found) {
        for (TopicBuffer buffer : topics.all()) {
            buffer.retain(found.parked().getOrDefault(buffer.topic(), new SequenceSet()));
        }
        settle();
    }

    /** A batch was committed whose records are not in memory. */
    void added(StoredBatch batch) {
        lastFirst = Math.max(lastFirst, batch.first());
        unread += batch.records().size();
    }

    /** These topics cannot be written to, through no fault of Kafka's as a whole. */
    void troubled(Set<String> named) {
        troubled = named;
    }

    /** What to read next, null for nothing. */
    @Nullable
    Request next(boolean isHolding, long now) {
        batchIsNext = !batchIsNext;
        Request page = batchIsNext && isBehind() ? null : nextPage();
        if (page != null) {
            return page;
        }
        if (isBehind() && queue.parking() < MUCH_TO_PARK && hasRoomToRead(isHolding)) {
            batches.reading(lastFirst);
            return new Request(null, readUpTo, lastFirst, 0, 0);
        }
        if (!isHolding) {
            divertSlow(now);
        }
        return batchIsNext ? nextPage() : null;
    }

    private @Nullable Request nextPage() {
        return topics.all().stream()
                .filter(TopicBuffer::wantsPage)
                .findFirst()
                .map(buffer -> new Request(buffer.topic(), buffer.readUpTo(), buffer.lastParked(), topics.page(), buffer.inserts()))
                .orElse(null);
    }

    /** Has those topics parked that keep the oldest batch from being deleted while others could go on. */
    void divertSlow(long now) {
        if (batches.hasRoomToRead(true)) {
            return;
        }
        Set<TopicBuffer> slow = new LinkedHashSet<>();
        for (LoadedBatch batch : batches.undone()) {
            if (now - batch.loadedAt() >= SLOW) {
                batch.undone().forEach(kept -> slow.add(topics.of(kept)));
            }
        }
        for (TopicBuffer buffer : slow) {
            boolean works = buffer.deliveredAt() != 0 && now - buffer.deliveredAt() < SLOW;
            if (!buffer.isDiverted() && (works || troubled.contains(buffer.topic()))) {
                divert(buffer);
            }
        }
    }

    /** There is always room for what all that is in memory waits for. */
    private boolean hasRoomToRead(boolean isHolding) {
        return batches.hasRoomToRead(!isHolding) || topics.keptBehind() == batches.undelivered();
    }

    private void divert(TopicBuffer buffer) {
        buffer.divert();
        for (LoadedBatch batch : batches.undone()) {
            batch.undone().stream().filter(kept -> topics.of(kept) == buffer).forEach(this::park);
        }
    }

    /** A record that is in a batch in memory is to be parked. */
    void park(KeptRecord kept) {
        topics.of(kept).parks(kept);
        queue.park(kept);
    }

    /** What was asked for could not be read. */
    void notRead() {
        batches.hasRead();
    }

    /** Batches were read; none when there are none up to where the request went. */
    void loaded(List<StoredBatch> read, long upTo, long now) {
        if (read.isEmpty()) {
            readUpTo = upTo;
            olderRead = Math.max(olderRead, upTo);
        }
        for (StoredBatch stored : read) {
            boolean isKnown = batches.knows(stored.first());
            oldest = stored.records().get(0).record().receivedTime();
            readUpTo = stored.first();
            boolean mayOverlap = isKnown || keys.wasFound(stored.first());
            olderRead = Math.max(olderRead, mayOverlap ? stored.first() : stored.last());
            if (!isKnown) {
                load(stored, now);
            } else if (keys.wasFound(stored.first())) {
                stored.records().forEach(kept -> keys.loaded(stored.first(), kept.record()));
                unread -= stored.records().size();
            }
        }
        batches.hasRead();
        keys.reached(readUpTo, olderRead);
        if (!isBehind()) {
            unread = 0;
            if (queue.writing() == null) {
                keys.reset();
            }
        }
        settle();
    }

    private void load(StoredBatch stored, long now) {
        int count = stored.records().size();
        LoadedBatch batch = batches.load(stored.first(), count, now);
        unread -= stored.records().size();
        for (KeptRecord kept : stored.records()) {
            keys.loaded(stored.first(), kept.record());
            TopicBuffer buffer = topics.of(kept);
            // The batch of one that was parked in the life before may not have been done.
            if (buffer.hasParked(kept.sequence())) {
                continue;
            }
            batches.waitFor(batch, kept);
            if (buffer.isDiverted()) {
                park(kept);
            } else if (keys.wasFound(stored.first())) {
                topics.offer(kept);
            } else {
                topics.ready(kept);
            }
        }
        batches.finish(batch);
    }

    /** A page of parked records was read. */
    void loadedParked(String topic, Request request, List<KeptRecord> page) {
        topics.of(topic).loaded(request, page, kept -> !keys.mayHaveOlder(kept));
        topics.changed(topics.of(topic));
        isAnyDiverted = true;
    }

    /** Ends what has become needless, and lets those go on that waited for it. */
    void settle() {
        isAnyDiverted = false;
        for (TopicBuffer buffer : topics.all()) {
            buffer.goesOn();
            buffer.tryToEndDiverting();
            topics.changed(buffer);
            isAnyDiverted |= buffer.isDiverted();
        }
        topics.offerAgain();
    }
}
