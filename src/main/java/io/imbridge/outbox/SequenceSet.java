package io.imbridge.outbox;

import java.util.BitSet;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** A set of sequence numbers: a bit each, as they lie close together. Not safe for several threads. */
public final class SequenceSet {
    private static final int BITS = 4096;

    private final TreeMap<Long, BitSet> pieces = new TreeMap<>();
    private long size;

    /** How many there are. */
    public long size() {
        return size;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Whether a number is in it. */
    public boolean contains(long sequence) {
        BitSet piece = pieces.get(Math.floorDiv(sequence, BITS));
        return piece != null && piece.get(Math.floorMod(sequence, BITS));
    }

    /** Puts a number in. Returns whether it was not there. */
    public boolean add(long sequence) {
        boolean isNew = !contains(sequence);
        if (isNew) {
            pieces.computeIfAbsent(Math.floorDiv(sequence, BITS), none -> new BitSet())
                    .set(Math.floorMod(sequence, BITS));
            size++;
        }
        return isNew;
    }

    /** Takes a number out, if it is there. */
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

    /** Puts all numbers of another one in. */
    void addAll(SequenceSet others) {
        others.forEach(this::add);
    }

    /** The lowest numbers, {@code max} at most. */
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

    /** Visits all, in order. */
    public void forEach(LongConsumer visitor) {
        pieces.forEach((at, piece) -> piece.stream().forEach(bit -> visitor.accept(at * BITS + bit)));
    }

    /** All of them, in order. */
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
