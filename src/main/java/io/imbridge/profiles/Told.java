package io.imbridge.profiles;

import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One statement about one field, or about a beginning or an end.
 *
 * @param value null if the statement is that there is no value, as for a deleted attribute or an end
 * @param operator who made the change, if that is known
 */
record Told(Stamp stamp, @Nullable String value, @Nullable String operator, Source source) implements Comparable<Told> {
    /** Between equal stamps any order is right, as long as it is always the same. */
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

    /** The newer of two statements, which counts. */
    static @Nullable Told newer(@Nullable Told one, @Nullable Told other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The older of two statements. */
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
