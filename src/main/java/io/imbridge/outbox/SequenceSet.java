package io.imbridge.outbox;

import java.util.BitSet;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * A set of sequence numbers. It uses one bit for each number, because the numbers lie close together. Not safe for
 * several threads.
 */
public final class SequenceSet {
    private static final int BITS = 4096;

    private final TreeMap<Long, BitSet> pieces = new TreeMap<>();
    private long size;

    /** How many numbers it has. */
    public long size() {
        return size;
    }

    /** Whether it has no numbers. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Whether it has a number. */
    public boolean contains(long sequence) {
        BitSet piece = pieces.get(Math.floorDiv(sequence, BITS));
        return piece != null && piece.get(Math.floorMod(sequence, BITS));
    }

    /** Adds a number. Returns whether it is new. */
    public boolean add(long sequence) {
        boolean isNew = !contains(sequence);
        if (isNew) {
            pieces.computeIfAbsent(Math.floorDiv(sequence, BITS), none -> new BitSet())
                    .set(Math.floorMod(sequence, BITS));
            size++;
        }
        return isNew;
    }

    /** Removes a number if it is there. */
    public void remove(long sequence) {
        BitSet piece = pieces.get(Math.floorDiv(sequence, BITS));
        if (piece != null && piece.get(Math.floorMod(sequence, BITS))) {
            piece.clear(Math.floorMod(sequence, BITS));
            size--;
            if (piece.isEmpty()) {
                pieces.remove(Math.floorDiv(sequence, BITS));
            }
        }
    }

    /** Adds all numbers of another set. */
    void addAll(SequenceSet others) {
        others.forEach(this::add);
    }

    /** The lowest numbers, at most {@code max}. */
    SequenceSet first(long max) {
        SequenceSet lowest = new SequenceSet();
        for (var piece : pieces.entrySet()) {
            if (lowest.size == max) {
                break;
            }
            piece.getValue().stream().limit(max - lowest.size).forEach(bit -> lowest.add(piece.getKey() * BITS + bit));
        }
        return lowest;
    }

    /** Visits all numbers in order. */
    public void forEach(LongConsumer visitor) {
        pieces.forEach((at, piece) -> piece.stream().forEach(bit -> visitor.accept(at * BITS + bit)));
    }

    /** All numbers in order. */
    public long[] toArray() {
        long[] all = new long[(int) size];
        int[] at = {0};
        forEach(sequence -> all[at[0]++] = sequence);
        return all;
    }

    @Override
    public String toString() {
        return pieces.toString();
    }
}
