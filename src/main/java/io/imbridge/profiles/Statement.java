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
record Statement(
        Stamp stamp, @Nullable String value, @Nullable String operator, Source source)
        implements Comparable<Statement> {
    /** Any order would do between equal stamps, as long as it is always the same one. */
    private static final Comparator<Statement> ORDER = Comparator.comparing(Statement::stamp)
            .thenComparing(Statement::source)
            .thenComparing(nullable(Statement::value))
            .thenComparing(nullable(Statement::operator));

    private static Comparator<Statement> nullable(Function<Statement, @Nullable String> part) {
        return Comparator.comparing(statement -> {
            String text = part.apply(statement);
            return text == null ? "" : "x" + text;
        });
    }

    @Override
    public int compareTo(Statement other) {
        return ORDER.compare(this, other);
    }

    /** The newer of two statements, which counts. */
    static @Nullable Statement newer(@Nullable Statement one, @Nullable Statement other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The older of two statements. */
    static @Nullable Statement older(@Nullable Statement one, @Nullable Statement other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    boolean isAfter(Statement other) {
        return stamp.isAfter(other.stamp);
    }

    /** The same statement without its value. */
    Statement bare() {
        return value == null ? this : new Statement(stamp, null, operator, source);
    }
}
