package io.imbridge.profiles;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The beginnings and ends of a group or a topic. None of its statements has a value.
 *
 * @param creations the creations since the newest end
 * @param ended the newest end
 * @param heard the oldest statement of any kind
 * @param last the newest statement that shows that the group or topic exists, whatever it says; an end does not
 *     count
 * @param reads the vendor's answers
 */
record Lifecycle(
        SortedSet<Statement> creations,
        @Nullable Statement ended,
        @Nullable Statement heard,
        @Nullable Statement last,
        Reads reads) {
    static final Lifecycle UNKNOWN = new Lifecycle(new TreeSet<>(), null, null, null, Reads.NONE);

    /**
     * A creation may be reported more than once. The limit keeps a sender that repeats it for ever from filling the
     * memory.
     */
    private static final int MOST_CREATIONS = 16;

    Lifecycle {
        creations = Collections.unmodifiableSortedSet(creations);
    }

    /** The same life with one more statement: a creation, an end, or something else. */
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
     * Whether it exists. It stays ended until a newer creation begins it anew, or the vendor is asked later and knows
     * it. If the vendor does not know it, it has ended, unless a newer statement shows that it exists.
     */
    boolean isAlive() {
        return !isMissing(reads.gone()) && (ended == null || !creations.isEmpty() || isAfter(reads.found(), ended));
    }

    /** Whether no statement has shown its existence since the vendor did not know it. */
    private boolean isMissing(@Nullable Statement gone) {
        return gone != null && (last == null || gone.isAfter(last));
    }

    /**
     * The creation before which no statement counts, because older statements belong to a former life; null if all
     * statements count.
     */
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
     * Whether it exists within a group. The end of a group ends all its topics that were mentioned before. A topic that
     * is first mentioned in the group's new life belongs to that life. A topic has also ended if the vendor does not
     * know the group, or does not list the topic among all topics of the group.
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

    /** Like {@link #begin}, for a topic within a group. */
    @Nullable
    Statement beginIn(Lifecycle group) {
        Statement absent = Statement.newer(reads.gone(), known(group.reads.topics()));
        Statement end = Statement.newer(
                Statement.newer(ended, absent), Statement.newer(group.ended, known(group.reads.gone())));
        Statement begin = group.begin();
        if (ended == null && begin != null && isHeardInNewLife(group)) {
            // If a topic is first mentioned in the group's new life, all statements about it count, also those from
            // before its own creation.
            Statement anew = absent == null ? null : beginAfter(absent);
            return anew == null ? begin : anew;
        }
        return end == null ? null : beginAfter(end);
    }

    /** An answer about the group, if the topic was mentioned before it. */
    private @Nullable Statement known(@Nullable Statement answer) {
        return answer != null && heard != null && answer.isAfter(heard) ? answer : null;
    }

    /** The newest statement about the beginning or end; if there is none, the oldest statement of any kind. */
    @Nullable
    Statement newest() {
        Statement newest = creations.isEmpty() ? ended : creations.last();
        return newest == null ? heard : newest;
    }

    /**
     * The newest statement about the end of a topic within its group, including answers in which the vendor did not
     * know it.
     */
    @Nullable
    Statement newestEnd(Lifecycle group) {
        return Statement.newer(newest(), Statement.newer(group.ended, absentIn(group)));
    }

    /** Whether another life of a group means the same to the group's topics. */
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
