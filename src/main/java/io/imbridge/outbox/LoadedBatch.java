package io.imbridge.outbox;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A batch of the file whose records are in memory. It is deleted when all of them are done. Guarded by the outbox's lock. */
final class LoadedBatch {
    private final long first;
    private final int count;
    private final long loadedAt;
    private final Set<KeptRecord> undone = new LinkedHashSet<>();

    /**
     * Makes one that waits for nothing yet.
     *
     * @param first its first number, by which the file knows it
     * @param count how many records it has in the file
     * @param loadedAt when that was, by {@link System#nanoTime()}
     */
    LoadedBatch(long first, int count, long loadedAt) {
        this.first = first;
        this.count = count;
        this.loadedAt = loadedAt;
    }

    long first() {
        return first;
    }

    int count() {
        return count;
    }

    long loadedAt() {
        return loadedAt;
    }

    /** It is not to be deleted before this is done. */
    void waitFor(KeptRecord kept) {
        kept.isIn(this);
        undone.add(kept);
    }

    /** A record is done, or safe elsewhere. */
    void release(KeptRecord kept) {
        kept.isIn(null);
        undone.remove(kept);
    }

    boolean isDone() {
        return undone.isEmpty();
    }

    List<KeptRecord> undone() {
        return new ArrayList<>(undone);
    }
}
