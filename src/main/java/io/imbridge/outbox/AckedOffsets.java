package io.imbridge.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How far each partition is known to have our records, and up to where all of them have left the file: from there on
 * somebody must look who wants to know whether Kafka has one. Guarded by the outbox's lock.
 */
final class AckedOffsets {
    /** How often it is worth a new mark: from an older one on, more is read after a crash. */
    private static final long BETWEEN_MARKS = Duration.ofSeconds(1).toNanos();

    /** What Kafka had acknowledged at one moment, and how many batches loaded since then, up to the next mark, are undone. */
    static final class Mark {
        private final Map<String, long[]> offsets;
        private final long madeAt;
        private int undone;

        private Mark(Map<String, long[]> offsets, long madeAt) {
            this.offsets = offsets;
            this.madeAt = madeAt;
        }

        /** The next offset of each partition of each topic; 0 where nothing is known. */
        Map<String, long[]> offsets() {
            return offsets;
        }
    }

    private final Map<String, long[]> acked = new HashMap<>();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private boolean changed;

    AckedOffsets() {
        marks.add(new Mark(Map.of(), 0));
    }

    /** What a file says of the time before. Returns the mark of that, for all that the file has. */
    Mark adopt(Map<String, long[]> offsets) {
        offsets.forEach((topic, next) -> acked.merge(topic, next.clone(), AckedOffsets::higher));
        Mark before = new Mark(offsets, 0);
        marks.addFirst(before);
        changed = true;
        return before;
    }

    private static long[] higher(long[] one, long[] other) {
        long[] most = Arrays.copyOf(one, Math.max(one.length, other.length));
        for (int at = 0; at < other.length; at++) {
            most[at] = Math.max(most[at], other[at]);
        }
        return most;
    }

    /** Kafka has a record there. */
    void acked(String topic, int partition, long offset) {
        long[] next = acked.get(topic);
        if (next == null || next.length <= partition) {
            next = Arrays.copyOf(next == null ? new long[0] : next, partition + 1);
            acked.put(topic, next);
        }
        if (next[partition] <= offset) {
            next[partition] = offset + 1;
            changed = true;
        }
    }

    /** Something was loaded that may be sent from now on. To be followed by {@link #done}. */
    Mark load(long now) {
        Mark last = marks.getLast();
        if (changed && now - last.madeAt >= BETWEEN_MARKS) {
            Map<String, long[]> copy = new HashMap<>();
            acked.forEach((topic, next) -> copy.put(topic, next.clone()));
            last = new Mark(copy, now);
            marks.add(last);
            changed = false;
        }
        last.undone++;
        return last;
    }

    /** Something else that was sent after a mark is undone, too. */
    Mark load(Mark mark) {
        mark.undone++;
        return mark;
    }

    void done(Mark mark) {
        if (mark.undone == 0) {
            throw new IllegalStateException("nothing is loaded");
        }
        mark.undone--;
        while (marks.size() > 1 && marks.getFirst().undone == 0) {
            marks.removeFirst();
        }
    }

    /** The newest mark before which nothing is undone. */
    Mark oldest() {
        return marks.getFirst();
    }
}
