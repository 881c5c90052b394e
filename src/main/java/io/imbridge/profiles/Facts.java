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
record Facts(SortedMap<String, Told> values, SortedMap<String, Told> cleared) {
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
    Facts with(Change change, @Nullable Told end) {
        SortedMap<String, Told> said = new TreeMap<>(values);
        SortedMap<String, Told> emptied = new TreeMap<>(cleared);
        change.values().forEach((place, value) -> said.merge(place, change.said(value), Facts::newer));
        change.cleared().forEach(map -> emptied.merge(map, change.bare(), Facts::newer));
        return new Facts(said, emptied).since(end);
    }

    /** The facts that remain in a life that follows an end. */
    Facts since(@Nullable Told end) {
        SortedMap<String, Told> left = new TreeMap<>(values);
        SortedMap<String, Told> emptied = new TreeMap<>(cleared);
        if (end != null) {
            left.values().removeIf(told -> !told.isAfter(end));
            emptied.values().removeIf(told -> !told.isAfter(end));
        }
        left.entrySet().removeIf(field -> isEmptied(field.getKey(), field.getValue(), emptied));
        forget(left);
        return left.size() == values.size() && emptied.size() == cleared.size() ? this : new Facts(left, emptied);
    }

    /** The facts that count in a life that begins with a creation; all of them if it is null. */
    Facts from(@Nullable Told begin) {
        if (begin == null) {
            return this;
        }
        SortedMap<String, Told> left = new TreeMap<>(values);
        SortedMap<String, Told> emptied = new TreeMap<>(cleared);
        left.values().removeIf(begin::isAfter);
        emptied.values().removeIf(begin::isAfter);
        return new Facts(left, emptied);
    }

    /** Whether all fields were stated at once. Then a missing field is known to have no value. */
    boolean isComplete() {
        return cleared.containsKey(WHOLE);
    }

    private static boolean isEmptied(String place, Told told, Map<String, Told> emptied) {
        Told empty = emptied.get(map(place));
        return empty != null && empty.isAfter(told);
    }

    /** The newest statement that emptied the map, or the whole, to which a field belongs; null if there is none. */
    @Nullable
    Told clearedAt(String place) {
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
    private static void forget(SortedMap<String, Told> values) {
        long newest = values.values().stream()
                .mapToLong(told -> told.stamp().time())
                .max()
                .orElse(0);
        values.values().removeIf(told -> told.value() == null && told.stamp().time() < newest - MEMORY);
    }

    /** The newest of all statements; null if there is none. */
    @Nullable
    Told newest() {
        Told newest = null;
        for (Told told : values.values()) {
            newest = Told.newer(newest, told.bare());
        }
        for (Told told : cleared.values()) {
            newest = Told.newer(newest, told);
        }
        return newest;
    }

    private static Told newer(Told one, Told other) {
        return Objects.requireNonNull(Told.newer(one, other));
    }
}
