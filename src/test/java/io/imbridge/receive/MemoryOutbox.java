package io.imbridge.receive;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.Outbox;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.outbox.OutboxState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An outbox that adds every record to a list at once, and returns no records. */
final class MemoryOutbox implements Outbox {
    private final List<OutboxRecord> kept;

    MemoryOutbox(List<OutboxRecord> kept) {
        this.kept = kept;
    }

    @Override
    public CompletionStage<Void> append(List<OutboxRecord> records, Duration budget) {
        kept.addAll(records);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onArrival(Runnable arrival) {}

    @Override
    public Set<String> waitingTopics() {
        return Set.of();
    }

    @Override
    public List<KeptRecord> read(String topic, int max) {
        return List.of();
    }

    @Override
    public void putBack(KeptRecord record) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delivered(KeptRecord record) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void troubled(Set<String> topics) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OutboxState state() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
