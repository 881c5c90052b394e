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
 * <p>Adding statements is commutative and idempotent: the same statements in any order give the same facts.
 *
 * @param values the statements by the field's place in a profile, such as {@code name} or {@code customFields.city}
 * @param cleared when a whole map was emptied, by the map's name; under {@link #WHOLE} when all fields were stated
 *     at once
 */
record Facts(SortedMap<String, Statement> values, SortedMap<String, Statement> cleared) {
    /** The key in {@code cleared} for a statement of all fields outside maps at once, as a read makes it. */
    static final String WHOLE = "";

    static final Facts NONE = new Facts(new TreeMap<>(), new TreeMap<>());

    /** How long the deletion of a map's field is remembered. */
    private static final long MEMORY = TimeUnit.DAYS.toMillis(7);

    Facts {
        values = Collections.unmodifiableSortedMap(values);
        cleared = Collections.unmodifiableSortedMap(cleared);
    }

    /**
     * These facts and the statements of an event.
     *
     * @param end statements that are not newer than this belong to a former life; null if there was none
     */
    Facts with(Change change, @Nullable Statement end) {
        SortedMap<String, Statement> said = new TreeMap<>(values);
        SortedMap<String, Statement> emptied = new TreeMap<>(cleared);
        change.values().forEach((place, value) -> said.merge(place, change.said(value), Facts::newer));
        change.cleared().forEach(map -> emptied.merge(map, change.bare(), Facts::newer));
        return new Facts(said, emptied).since(end);
    }

    /** The facts that remain in a life that follows an end. */
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

    /** The facts that count in a life that begins with a creation; all of them if it is null. */
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

    /** Whether all fields were stated at once. Then a missing field is known to have no value. */
    boolean isComplete() {
        return cleared.containsKey(WHOLE);
    }

    private static boolean isEmptied(String place, Statement statement, Map<String, Statement> emptied) {
        Statement empty = emptied.get(map(place));
        return empty != null && empty.isAfter(statement);
    }

    /** The newest statement that emptied the map, or the whole, to which a field belongs; null if there is none. */
    @Nullable
    Statement clearedAt(String place) {
        return cleared.get(map(place));
    }

    private static String map(String place) {
        int dot = place.indexOf('.');
        return dot < 0 ? WHOLE : place.substring(0, dot);
    }

    /**
     * Removes old deletions of fields. Otherwise they would stay for ever, and their senders choose how many names
     * there are.
     */
    private static void forget(SortedMap<String, Statement> values) {
        long newest = values.values().stream()
                .mapToLong(statement -> statement.stamp().time())
                .max()
                .orElse(0);
        values.values()
                .removeIf(statement ->
                        statement.value() == null && statement.stamp().time() < newest - MEMORY);
    }

    /** The newest of all statements; null if there is none. */
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
