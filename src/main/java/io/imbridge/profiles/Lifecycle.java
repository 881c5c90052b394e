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
record Lifecycle(
        SortedSet<Statement> creations,
        @Nullable Statement ended,
        @Nullable Statement heard,
        @Nullable Statement last,
        Reads reads) {
    static final Lifecycle UNKNOWN = new Lifecycle(new TreeSet<>(), null, null, null, Reads.NONE);

    /** A creation may be told more than once; whoever tells it for ever fills nothing. */
    private static final int MOST_CREATIONS = 16;

    Lifecycle {
        creations = Collections.unmodifiableSortedSet(creations);
    }

    /** The same with one statement more: of a creation, an ending, or something else. */
    Lifecycle with(Change.Kind kind, Statement statement) {
        SortedSet<Statement> created = new TreeSet<>(creations);
        Statement end = kind == Change.Kind.END ? Statement.newer(ended, statement) : ended;
        if (kind == Change.Kind.BEGINNING) {
            created.add(statement);
        }
        if (end != null) {
            created.removeIf(creation -> !creation.isAfter(end));
        }
        while (created.size() > MOST_CREATIONS) {
            created.remove(created.last());
        }
        boolean isShown = kind != Change.Kind.GONE && kind != Change.Kind.END;
        return new Lifecycle(
                created,
                end,
                Statement.older(heard, statement),
                isShown ? Statement.newer(last, statement) : last,
                reads.with(kind, statement));
    }

    /**
     * What has ended stays ended, unless a newer creation begins it anew, or the vendor is asked later and knows it. What
     * the vendor does not know has ended, unless something newer shows it.
     */
    boolean isAlive() {
        return !isMissing(reads.gone()) && (ended == null || !creations.isEmpty() || isAfter(reads.found(), ended));
    }

    /** Whether nothing shows it since the vendor was asked in vain. */
    private boolean isMissing(@Nullable Statement gone) {
        return gone != null && (last == null || gone.isAfter(last));
    }

    /** The beginning before which nothing counts, as it belongs to a former life; null where all counts. */
    @Nullable
    Statement begin() {
        Statement end = Statement.newer(ended, reads.gone());
        return end == null ? null : beginAfter(end);
    }

    private @Nullable Statement beginAfter(Statement end) {
        for (Statement creation : creations) {
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
    boolean isAliveIn(Lifecycle group) {
        if (isMissing(absentIn(group))) {
            return false;
        }
        Statement end = Statement.newer(ended, group.ended);
        return end == null
                || isAfter(reads.found(), end)
                || beginAfter(end) != null
                || (ended == null && isHeardInNewLife(group));
    }

    private @Nullable Statement absentIn(Lifecycle group) {
        return Statement.newer(reads.gone(), Statement.newer(group.reads.gone(), group.reads.topics()));
    }

    private boolean isHeardInNewLife(Lifecycle group) {
        Statement begin = group.begin();
        if (heard == null) {
            return false;
        }
        return begin == null ? group.isAlive() && isAfter(heard, group.ended) : !begin.isAfter(heard);
    }

    /** The same as {@link #begin} for what lives within a group. */
    @Nullable
    Statement beginIn(Lifecycle group) {
        Statement absent = Statement.newer(reads.gone(), known(group.reads.topics()));
        Statement end = Statement.newer(
                Statement.newer(ended, absent), Statement.newer(group.ended, known(group.reads.gone())));
        Statement begin = group.begin();
        if (ended == null && begin != null && isHeardInNewLife(group)) {
            // Of what was heard of first in the group's new life all counts, also what was said before its creation
            // was.
            Statement anew = absent == null ? null : beginAfter(absent);
            return anew == null ? begin : anew;
        }
        return end == null ? null : beginAfter(end);
    }

    /** An answer about the group, if this had been heard of before. */
    private @Nullable Statement known(@Nullable Statement answer) {
        return answer != null && heard != null && answer.isAfter(heard) ? answer : null;
    }

    /** The newest that was said of beginning and end, else the first that was heard. */
    @Nullable
    Statement newest() {
        Statement newest = creations.isEmpty() ? ended : creations.last();
        return newest == null ? heard : newest;
    }

    /** The same for what has ended, within its group: what the vendor did not know counts too. */
    @Nullable
    Statement newestEnd(Lifecycle group) {
        return Statement.newer(newest(), Statement.newer(group.ended, absentIn(group)));
    }

    /** Whether this is the same for the topics of a group. */
    boolean isSameForTopics(Lifecycle other) {
        return isAlive() == other.isAlive()
                && Objects.equals(ended, other.ended)
                && Objects.equals(begin(), other.begin())
                && Objects.equals(reads.gone(), other.reads.gone())
                && Objects.equals(reads.topics(), other.reads.topics());
    }

    private static boolean isAfter(@Nullable Statement one, @Nullable Statement other) {
        return one != null && (other == null || one.isAfter(other));
    }
}
