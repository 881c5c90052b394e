package io.imbridge.profiles;

import java.util.Comparator;

/**
 * The time of a statement. Of two statements about one field, the one with the newer stamp counts.
 *
 * @param time {@code ce_time}, in milliseconds since 1970
 * @param sequence {@code ce_sequence}, which decides between equal times of one instance
 */
record Stamp(long time, long sequence) implements Comparable<Stamp> {
    private static final Comparator<Stamp> ORDER =
            Comparator.comparingLong(Stamp::time).thenComparingLong(Stamp::sequence);

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }

    boolean isAfter(Stamp other) {
        return compareTo(other) > 0;
    }
}
