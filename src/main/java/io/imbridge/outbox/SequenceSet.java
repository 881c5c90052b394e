package io.imbridge.outbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * A set of sequence numbers that takes little room where they follow upon each other, as they mostly do.
 *
 * <p>Not safe for several threads.
 */
final class SequenceSet {
    /** The first number of each run, and its last. */
    private final TreeMap<Long, Long> runs = new TreeMap<>();

    private long size;

    boolean isEmpty() {
        return size == 0;
    }

    long size() {
        return size;
    }

    boolean contains(long sequence) {
        Map.Entry<Long, Long> run = runs.floorEntry(sequence);
        return run != null && run.getValue() >= sequence;
    }

    void add(long sequence) {
        Map.Entry<Long, Long> before = runs.floorEntry(sequence);
        if (before != null && before.getValue() >= sequence) {
            return;
        }
        long first = before != null && before.getValue() == sequence - 1 ? before.getKey() : sequence;
        Long last = runs.remove(sequence + 1);
        runs.put(first, last == null ? sequence : last);
        size++;
    }

    void addAll(SequenceSet others) {
        others.forEach(this::add);
    }

    void removeAll(SequenceSet others) {
        others.forEach(this::remove);
    }

    private void remove(long sequence) {
        Map.Entry<Long, Long> run = runs.floorEntry(sequence);
        if (run == null || run.getValue() < sequence) {
            return;
        }
        long first = run.getKey();
        long last = run.getValue();
        runs.remove(first);
        if (first < sequence) {
            runs.put(first, sequence - 1);
        }
        if (sequence < last) {
            runs.put(sequence + 1, last);
        }
        size--;
    }

    /** Takes out the lowest numbers, {@code max} at most. */
    SequenceSet takeFirst(long max) {
        SequenceSet taken = new SequenceSet();
        while (taken.size < max && !runs.isEmpty()) {
            Map.Entry<Long, Long> run = runs.pollFirstEntry();
            long last = Math.min(run.getValue(), run.getKey() + (max - taken.size) - 1);
            taken.addRun(run.getKey(), last);
            if (last < run.getValue()) {
                runs.put(last + 1, run.getValue());
            }
        }
        size -= taken.size;
        return taken;
    }

    private void addRun(long first, long last) {
        runs.put(first, last);
        size += last - first + 1;
    }

    SequenceSet copy() {
        SequenceSet copy = new SequenceSet();
        copy.runs.putAll(runs);
        copy.size = size;
        return copy;
    }

    /** The numbers as runs: the first and the last of each, in order. */
    Map<Long, Long> runs() {
        return runs;
    }

    private void forEach(LongConsumer visitor) {
        runs.forEach((first, last) -> {
            for (long sequence = first; sequence <= last; sequence++) {
                visitor.accept(sequence);
            }
        });
    }

    @Override
    public String toString() {
        return runs.toString();
    }
}
