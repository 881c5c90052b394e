package io.imbridge.outbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The records of one callback that are not safe yet. Guarded by the outbox's lock, but for its answer. */
final class PendingAppend {
    private final List<KeptRecord> records;
    private final long deadline;
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private int undelivered;
    private boolean held;
    private boolean settled;

    PendingAppend(List<KeptRecord> records, long deadline) {
        this.records = records;
        this.deadline = deadline;
        this.undelivered = records.size();
    }

    List<KeptRecord> records() {
        return records;
    }

    CompletableFuture<Void> answer() {
        return answer;
    }

    /** Whether Kafka gets it before the disk has it. */
    boolean isHeld() {
        return held;
    }

    void hold() {
        held = true;
    }

    /** Whether it is decided: safe, or refused. */
    boolean isSettled() {
        return settled;
    }

    void settle() {
        settled = true;
    }

    boolean isOverdue(long now) {
        return deadline - now <= 0;
    }

    /** Kafka has one of the records. Returns whether it has them all. */
    boolean delivered() {
        return --undelivered == 0;
    }
}
