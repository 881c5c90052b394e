package io.imbridge.profiles;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of beginnings and ends. None of the statements has a value.
 *
 * @param creations those since the newest ending
 * @param ended the newest ending
 * @param heard the oldest statement of any kind
 * @param last the newest statement that shows it, whatever it says; what an ending does not show stays out
 * @param reads what the vendor answered when it was asked
 */
record Life(
        SortedSet<Told> creations,
        @Nullable Told ended,
        @Nullable Told heard,
        @Nullable Told last,
        Reads reads) {
    static final Life UNKNOWN = new Life(new TreeSet<>(), null, null, null, Reads.NONE);

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
        boolean isShown = kind != Change.Kind.GONE && kind != Change.Kind.END;
        return new Life(
                created, end, Told.older(heard, told), isShown ? Told.newer(last, told) : last, reads.with(kind, told));
    }

    /**
     * What has ended stays ended, unless a newer creation begins it anew, or the vendor is asked later and knows it. What
     * the vendor does not know has ended, unless something newer shows it.
     */
    boolean isAlive() {
        return !isMissing(reads.gone()) && (ended == null || !creations.isEmpty() || isAfter(reads.found(), ended));
    }

    /** Whether nothing shows it since the vendor was asked in vain. */
    private boolean isMissing(@Nullable Told gone) {
        return gone != null && (last == null || gone.isAfter(last));
    }

    /** The beginning before which nothing counts, as it belongs to a former life; null where all counts. */
    @Nullable
    Told begin() {
        Told end = Told.newer(ended, reads.gone());
        return end == null ? null : beginAfter(end);
    }

    private @Nullable Told beginAfter(Told end) {
        for (Told creation : creations) {
            if (creation.isAfter(end)) {
                return creation;
            }
        }
        return null;
    }

    /**
     * Whether it is alive within a group. The end of a group ends what was heard of before it; a topic that is first
     * heard of in the group's new life belongs to that. So does the vendor's word that it does not know the group, or
     * this among all its topics.
     */
    boolean isAliveIn(Life group) {
        if (isMissing(absentIn(group))) {
            return false;
        }
        Told end = Told.newer(ended, group.ended);
        return end == null
                || isAfter(reads.found(), end)
                || beginAfter(end) != null
                || (ended == null && isHeardInNewLife(group));
    }

    private @Nullable Told absentIn(Life group) {
        return Told.newer(reads.gone(), Told.newer(group.reads.gone(), group.reads.topics()));
    }

    private boolean isHeardInNewLife(Life group) {
        Told begin = group.begin();
        if (heard == null) {
            return false;
        }
        return begin == null ? group.isAlive() && isAfter(heard, group.ended) : !begin.isAfter(heard);
    }

    /** The same as {@link #begin} for what lives within a group. */
    @Nullable
    Told beginIn(Life group) {
        Told absent = Told.newer(reads.gone(), known(group.reads.topics()));
        Told end = Told.newer(Told.newer(ended, absent), Told.newer(group.ended, known(group.reads.gone())));
        Told begin = group.begin();
        if (ended == null && begin != null && isHeardInNewLife(group)) {
            // Of what was heard of first in the group's new life all counts, also what was said before its creation
            // was.
            Told anew = absent == null ? null : beginAfter(absent);
            return anew == null ? begin : anew;
        }
        return end == null ? null : beginAfter(end);
    }

    /** An answer about the group, if this had been heard of before. */
    private @Nullable Told known(@Nullable Told answer) {
        return answer != null && heard != null && answer.isAfter(heard) ? answer : null;
    }

    /** The newest that was said of beginning and end, else the first that was heard. */
    @Nullable
    Told newest() {
        Told newest = creations.isEmpty() ? ended : creations.last();
        return newest == null ? heard : newest;
    }

    /** The same for what has ended, within its group: what the vendor did not know counts too. */
    @Nullable
    Told newestEnd(Life group) {
        return Told.newer(newest(), Told.newer(group.ended, absentIn(group)));
    }

    /** Whether this is the same for the topics of a group. */
    boolean isSameForTopics(Life other) {
        return isAlive() == other.isAlive()
                && Objects.equals(ended, other.ended)
                && Objects.equals(begin(), other.begin())
                && Objects.equals(reads.gone(), other.reads.gone())
                && Objects.equals(reads.topics(), other.reads.topics());
    }

    private static boolean isAfter(@Nullable Told one, @Nullable Told other) {
        return one != null && (other == null || one.isAfter(other));
    }
}
