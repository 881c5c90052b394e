package io.imbridge.profiles;

import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One statement about one field.
 *
 * @param value null where the statement is that there is none, as of a deleted attribute or an ending
 * @param operator who did it, where that is known
 */
record Told(Stamp stamp, @Nullable String value, @Nullable String operator, Source source) implements Comparable<Told> {
    /** Any order would do between equal stamps, as long as it is always the same one. */
    private static final Comparator<Told> ORDER = Comparator.comparing(Told::stamp)
            .thenComparing(Told::source)
            .thenComparing(nullable(Told::value))
            .thenComparing(nullable(Told::operator));

    private static Comparator<Told> nullable(Function<Told, @Nullable String> part) {
        return Comparator.comparing(told -> {
            String text = part.apply(told);
            return text == null ? "" : "x" + text;
        });
    }

    @Override
    public int compareTo(Told other) {
        return ORDER.compare(this, other);
    }

    /** The one of the two that counts. */
    static @Nullable Told newer(@Nullable Told one, @Nullable Told other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The one of the two that was said first. */
    static @Nullable Told older(@Nullable Told one, @Nullable Told other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    boolean isAfter(Told other) {
        return stamp.isAfter(other.stamp);
    }

    /** The same statement without its value. */
    Told bare() {
        return value == null ? this : new Told(stamp, null, operator, source);
    }
}
