package io.imbridge.outbox;

import io.imbridge.callback.Invariant;
import io.imbridge.outbox.KeptRecord.Stage;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The records of one callback that are not written yet. Guarded by the outbox's lock, except for its answer. */
final class PendingAppend {
    private enum Fate {
        OPEN,
        SAFE,
        REFUSED
    }

    private final List<KeptRecord> records;
    private final long deadline;
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private Fate fate = Fate.OPEN;

    PendingAppend(List<KeptRecord> records, long deadline) {
        this.records = records;
        this.deadline = deadline;
        records.forEach(kept -> kept.awaitedBy(this));
    }

    List<KeptRecord> records() {
        return records;
    }

    CompletableFuture<Void> answer() {
        return answer;
    }

    /** Whether it is neither safe nor refused. */
    boolean isOpen() {
        return fate == Fate.OPEN;
    }

    boolean isRefused() {
        return fate == Fate.REFUSED;
    }

    /** The append is on disk, or Kafka has all of its records. */
    void isSafe() {
        decide(Fate.SAFE);
        records.forEach(kept -> kept.awaitedBy(null));
    }

    void refuse() {
        decide(Fate.REFUSED);
    }

    private void decide(Fate decided) {
        Invariant.holds(fate == Fate.OPEN, fate, "an append is decided twice");
        fate = decided;
    }

    boolean isOverdue(long now) {
        return deadline - now <= 0;
    }

    /** How many of the records Kafka does not have. */
    int undelivered() {
        int undelivered = 0;
        for (KeptRecord kept : records) {
            undelivered += kept.is(Stage.DONE) ? 0 : 1;
        }
        return undelivered;
    }

    /** Whether nothing of it needs to be written: it is refused, or Kafka has all of its records. */
    boolean isOver() {
        return isRefused() || undelivered() == 0;
    }
}
