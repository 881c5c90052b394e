package io.imbridge.outbox;

import io.imbridge.outbox.KeptRecord.Stage;
import io.imbridge.outbox.OutboxStore.Contents;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records that an outbox has written: in memory, and in the file only. Guarded by the outbox's lock. */
final class Records {
    final Topics topics;
    final Batches batches;
    final Backlog backlog = new Backlog();
    final Parking parking;

    Records(Limits limits) {
        this.topics = new Topics(limits.page());
        this.batches = new Batches(limits);
        this.parking = new Parking(topics, batches);
    }

    /** Takes over the content of a store that was opened for the first time. */
    void adopt(Contents found) {
        backlog.adopt(found);
        topics.adopt(found);
    }

    /** Loads the records of a batch of the file into memory, except for records that are done. */
    void load(StoredBatch stored, long now) {
        Batches.Batch batch = batches.load(stored.first(), stored.records().size(), now);
        for (KeptRecord kept : stored.records()) {
            if (!kept.is(Stage.DONE)) {
                batches.waitFor(batch, kept);
                parking.admit(kept);
            }
        }
        batches.finish(batch);
    }

    /** Whether a record that is not in the file yet has no older record before it. */
    boolean mayPass(KeptRecord kept) {
        return !topics.of(kept).isDiverted() && !backlog.mayHave(kept.record());
    }

    /** A record is done: Kafka has it, or it must not be published. */
    void end(KeptRecord kept) {
        kept.becomes(Stage.DONE);
        batches.release(kept);
        parking.done(kept);
    }

    /** Refuses an append, and withdraws its records that are not in flight. */
    void refuse(PendingAppend append) {
        append.refuse();
        for (KeptRecord kept : append.records()) {
            topics.withdraw(kept);
            if (kept.is(Stage.ARRIVED) || kept.is(Stage.READY)) {
                end(kept);
            }
        }
    }

    /** How many batches and parked records must be deleted. */
    long deletable() {
        return batches.deletes().size() + parking.deletes().size();
    }

    /** How many records Kafka does not have. */
    long count() {
        long parked = topics.all().stream().mapToLong(TopicBuffer::parked).sum();
        return backlog.records() + batches.undelivered() + parked;
    }

    /** When the oldest of these records arrived, as far as it is known; null when there is none. */
    @Nullable
    Instant oldest() {
        Stream<Instant> inMemory = Stream.concat(
                        batches.oldest().stream(),
                        topics.all().stream().map(TopicBuffer::firstParked).filter(Objects::nonNull))
                .map(kept -> kept.record().receivedTime());
        return Stream.concat(Stream.ofNullable(backlog.oldest()), inMemory)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
