package io.imbridge.profiles;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of beginnings and ends. None of the statements has a value.
 *
 * @param creations those since the newest ending
 * @param ended the newest ending
 * @param heard the oldest statement of any kind
 */
record Life(
        SortedSet<Told> creations,
        @Nullable Told ended,
        @Nullable Told heard) {
    static final Life UNKNOWN = new Life(new TreeSet<>(), null, null);

    /** A creation may be told more than once; whoever tells it for ever fills nothing. */
    private static final int MOST_CREATIONS = 16;

    Life {
        creations = Collections.unmodifiableSortedSet(creations);
    }

    /** The same with one statement more: of a creation, an ending, or something else. */
    Life with(Change.Kind kind, Told told) {
        SortedSet<Told> created = new TreeSet<>(creations);
        Told end = kind == Change.Kind.END ? Told.newer(ended, told) : ended;
        if (kind == Change.Kind.BEGINNING) {
            created.add(told);
        }
        if (end != null) {
            created.removeIf(creation -> !creation.isAfter(end));
        }
        while (created.size() > MOST_CREATIONS) {
            created.remove(created.last());
        }
        return new Life(created, end, Told.older(heard, told));
    }

    /** What has ended stays ended, unless a newer creation begins it anew. */
    boolean isAlive() {
        return ended == null || !creations.isEmpty();
    }

    /** The creation before which nothing counts, as it belongs to a former life; null where all counts. */
    @Nullable
    Told begin() {
        return ended == null || creations.isEmpty() ? null : creations.first();
    }

    /**
     * Whether it is alive within a group. The end of a group ends what was heard of before it; a topic that is first
     * heard of in the group's new life belongs to that.
     */
    boolean isAliveIn(Life group) {
        return Told.newer(ended, group.ended) == null || beginIn(group) != null;
    }

    /** The same as {@link #begin} for what lives within a group. */
    @Nullable
    Told beginIn(Life group) {
        Told end = Told.newer(ended, group.ended);
        if (end == null) {
            return null;
        }
        // What was heard of first in the group's new life has all that was said of it, also before its creation was.
        Told begin = group.begin();
        if (ended == null && heard != null && begin != null && !begin.isAfter(heard)) {
            return begin;
        }
        for (Told creation : creations) {
            if (creation.isAfter(end)) {
                return creation;
            }
        }
        return null;
    }

    /** The newest that was said of beginning and end, else the first that was heard. */
    @Nullable
    Told newest() {
        Told newest = creations.isEmpty() ? ended : creations.last();
        return newest == null ? heard : newest;
    }
}
