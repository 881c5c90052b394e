package io.imbridge.publish;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A look-up that finds what a test says, at once or when the test lets it answer. */
final class FakeLookup implements PublishedRecords {
    private final Map<Long, UUID> published = new ConcurrentHashMap<>();
    private final List<Map<String, Instant>> asked = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> answers = CompletableFuture.completedFuture(null);

    /** Says that Kafka has a record. */
    void has(long sequence, UUID id) {
        published.put(sequence, id);
    }

    /** Gives no answer until {@link #answer}. */
    void beSilent() {
        answers = new CompletableFuture<>();
    }

    void answer() {
        answers.complete(null);
    }

    /** All questions. */
    List<Map<String, Instant>> asked() {
        return asked;
    }

    @Override
    public CompletionStage<Map<Long, UUID>> find(Map<String, Instant> since) {
        asked.add(Map.copyOf(since));
        return answers.thenApply(now -> Map.copyOf(published));
    }

    @Override
    public void close() {}
}
