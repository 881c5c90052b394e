package io.imbridge.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The appends that wait for their answer, and which of their records only Kafka can make safe. Guarded by the outbox's
 * lock.
 */
final class HeldAppends {
    private final ArrayDeque<PendingAppend> waiting = new ArrayDeque<>();
    private final Map<Long, PendingAppend> bySequence = new HashMap<>();

    /** An append came in. */
    void add(PendingAppend append) {
        waiting.add(append);
    }

    /** Its records go to Kafka before the disk has them, unless they do already. */
    void hold(PendingAppend append, Shelves shelves) {
        if (append.isHeld() || append.isSettled()) {
            return;
        }
        append.hold();
        for (KeptRecord kept : append.records()) {
            bySequence.put(kept.sequence(), append);
            shelves.of(kept).hold(kept);
        }
    }

    boolean holds(long sequence) {
        return bySequence.containsKey(sequence);
    }

    /** A record is safe, or given up. Returns the append that held it, null when none did. */
    @Nullable
    PendingAppend release(long sequence) {
        return bySequence.remove(sequence);
    }

    int size() {
        return bySequence.size();
    }

    /** The oldest append that waits, null when none does. */
    @Nullable
    PendingAppend oldest() {
        return waiting.stream()
                .filter(append -> !append.isSettled())
                .findFirst()
                .orElse(null);
    }

    /** Gives up what is overdue: takes it out of everything that would still publish it. */
    List<PendingAppend> giveUpOverdue(long now, Shelves shelves) {
        List<PendingAppend> overdue = new ArrayList<>();
        for (Iterator<PendingAppend> all = waiting.iterator(); all.hasNext(); ) {
            PendingAppend append = all.next();
            if (append.isSettled()) {
                all.remove();
            } else if (append.isOverdue(now)) {
                all.remove();
                overdue.add(append);
                append.settle();
                for (KeptRecord kept : append.records()) {
                    bySequence.remove(kept.sequence());
                    shelves.of(kept).drop(kept.sequence());
                }
            }
        }
        return overdue;
    }
}
