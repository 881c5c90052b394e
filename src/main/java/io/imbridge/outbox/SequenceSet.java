package io.imbridge.outbox;

import java.util.BitSet;
import java.util.Map;
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
        BitSet piece = pieces.computeIfAbsent(Math.floorDiv(sequence, BITS), none -> new BitSet());
        int bit = Math.floorMod(sequence, BITS);
        if (piece.get(bit)) {
            return false;
        }
        piece.set(bit);
        size++;
        return true;
    }

    /** Takes a number out. Returns whether it was there. */
    public boolean remove(long sequence) {
        long at = Math.floorDiv(sequence, BITS);
        BitSet piece = pieces.get(at);
        int bit = Math.floorMod(sequence, BITS);
        if (piece == null || !piece.get(bit)) {
            return false;
        }
        piece.clear(bit);
        if (piece.isEmpty()) {
            pieces.remove(at);
        }
        size--;
        return true;
    }

    /** Puts all numbers of another one in. */
    public void addAll(SequenceSet others) {
        others.forEach(this::add);
    }

    /** The lowest number, {@code Long.MAX_VALUE} where there is none. */
    long first() {
        Map.Entry<Long, BitSet> piece = pieces.firstEntry();
        return piece == null
                ? Long.MAX_VALUE
                : piece.getKey() * BITS + piece.getValue().nextSetBit(0);
    }

    /** The highest number, {@code Long.MIN_VALUE} where there is none. */
    long last() {
        Map.Entry<Long, BitSet> piece = pieces.lastEntry();
        return piece == null
                ? Long.MIN_VALUE
                : piece.getKey() * BITS + piece.getValue().length() - 1;
    }

    /** Takes out the lowest numbers, {@code max} at most. */
    SequenceSet takeFirst(long max) {
        SequenceSet taken = new SequenceSet();
        while (taken.size < max && !pieces.isEmpty()) {
            long sequence = first();
            taken.add(sequence);
            remove(sequence);
        }
        return taken;
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
