package io.imbridge.profiles;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The newest statement about each field of a group or a topic.
 *
 * <p>Putting in is commutative and may be repeated: the same statements in any order give the same facts.
 *
 * @param values by the field's place in a profile, such as {@code name} or {@code customFields.city}
 * @param cleared when a whole map was emptied, by the map's name; under {@link #WHOLE} when all was told at once
 */
record Facts(SortedMap<String, Statement> values, SortedMap<String, Statement> cleared) {
    /** Among what was cleared: that all fields without a name of their own were told at once, as by a read. */
    static final String WHOLE = "";

    static final Facts NONE = new Facts(new TreeMap<>(), new TreeMap<>());

    /** How long it is remembered that a field of a map was deleted. */
    private static final long MEMORY = TimeUnit.DAYS.toMillis(7);

    Facts {
        values = Collections.unmodifiableSortedMap(values);
        cleared = Collections.unmodifiableSortedMap(cleared);
    }

    /**
     * The same with what an event says.
     *
     * @param end what is not newer than this belongs to a former life; null for none
     */
    Facts with(Change change, @Nullable Statement end) {
        SortedMap<String, Statement> said = new TreeMap<>(values);
        SortedMap<String, Statement> emptied = new TreeMap<>(cleared);
        change.values().forEach((place, value) -> said.merge(place, change.said(value), Facts::newer));
        change.cleared().forEach(map -> emptied.merge(map, change.bare(), Facts::newer));
        return new Facts(said, emptied).since(end);
    }

    /** What is left of it in a life that follows an end. */
    Facts since(@Nullable Statement end) {
        SortedMap<String, Statement> left = new TreeMap<>(values);
        SortedMap<String, Statement> emptied = new TreeMap<>(cleared);
        if (end != null) {
            left.values().removeIf(statement -> !statement.isAfter(end));
            emptied.values().removeIf(statement -> !statement.isAfter(end));
        }
        left.entrySet().removeIf(field -> isEmptied(field.getKey(), field.getValue(), emptied));
        forget(left);
        return left.size() == values.size() && emptied.size() == cleared.size() ? this : new Facts(left, emptied);
    }

    /** What of it counts in a life that begins with a creation; null for all. */
    Facts from(@Nullable Statement begin) {
        if (begin == null) {
            return this;
        }
        SortedMap<String, Statement> left = new TreeMap<>(values);
        SortedMap<String, Statement> emptied = new TreeMap<>(cleared);
        left.values().removeIf(begin::isAfter);
        emptied.values().removeIf(begin::isAfter);
        return new Facts(left, emptied);
    }

    /** Whether all was told at once, so that what is absent is known to be so. */
    boolean isComplete() {
        return cleared.containsKey(WHOLE);
    }

    private static boolean isEmptied(String place, Statement statement, Map<String, Statement> emptied) {
        Statement empty = emptied.get(map(place));
        return empty != null && empty.isAfter(statement);
    }

    /** What said last that all fields beside which this one stands have no other values; null where nothing did. */
    @Nullable
    Statement clearedAt(String place) {
        return cleared.get(map(place));
    }

    private static String map(String place) {
        int dot = place.indexOf('.');
        return dot < 0 ? WHOLE : place.substring(0, dot);
    }

    /** Deleted names would be remembered for ever, and whoever sends them chooses how many there are. */
    private static void forget(SortedMap<String, Statement> values) {
        long newest = values.values().stream()
                .mapToLong(statement -> statement.stamp().time())
                .max()
                .orElse(0);
        values.values()
                .removeIf(statement ->
                        statement.value() == null && statement.stamp().time() < newest - MEMORY);
    }

    /** The newest of all statements; null where there is none. */
    @Nullable
    Statement newest() {
        Statement newest = null;
        for (Statement statement : values.values()) {
            newest = Statement.newer(newest, statement.bare());
        }
        for (Statement statement : cleared.values()) {
            newest = Statement.newer(newest, statement);
        }
        return newest;
    }

    private static Statement newer(Statement one, Statement other) {
        return Objects.requireNonNull(Statement.newer(one, other));
    }
}
