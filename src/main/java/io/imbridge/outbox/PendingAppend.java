package io.imbridge.outbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The records of one callback that are not safe yet. Guarded by the outbox's lock, but for its answer. */
final class PendingAppend {
    private final List<KeptRecord> records;
    private final long deadline;
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private int undelivered;
    private boolean settled;

    PendingAppend(List<KeptRecord> records, long deadline) {
        this.records = records;
        this.deadline = deadline;
        this.undelivered = records.size();
        records.forEach(kept -> kept.awaitedBy(this));
    }

    List<KeptRecord> records() {
        return records;
    }

    CompletableFuture<Void> answer() {
        return answer;
    }

    /** Whether it is decided: safe, or refused. */
    boolean isSettled() {
        return settled;
    }

    /** It is on disk. */
    void safe() {
        settle();
        records.forEach(kept -> kept.awaitedBy(null));
    }

    /** It is refused, or Kafka has all of it. */
    void settle() {
        if (settled) {
            throw new IllegalStateException("an append is settled once");
        }
        settled = true;
    }

    boolean isOverdue(long now) {
        return deadline - now <= 0;
    }

    /** Kafka has one of the records. Returns whether it has them all. */
    boolean delivered() {
        return --undelivered == 0;
    }

    /** How many of the records Kafka does not have. */
    int undelivered() {
        return undelivered;
    }
}
