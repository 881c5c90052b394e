package io.imbridge.profiles;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that was said of a topic and still counts.
 *
 * @param groupId the group that it belongs to
 * @param version of the profile that was published last; 0 for none
 */
record TopicState(String groupId, Lifecycle lifecycle, Facts facts, long version) {
    static TopicState unknown(String groupId) {
        return new TopicState(groupId, Lifecycle.UNKNOWN, Facts.NONE, 0);
    }

    /** The same after an event about this topic. */
    TopicState with(Change change, Lifecycle group) {
        Lifecycle lived = lifecycle.with(change.kind(), change.bare());
        return new TopicState(groupId, lived, facts.with(change, end(lived, group)), version);
    }

    /** The same when its group's life is another one. */
    TopicState in(Lifecycle group) {
        return new TopicState(groupId, lifecycle, facts.since(end(lifecycle, group)), version);
    }

    TopicState withVersion(long next) {
        return new TopicState(groupId, lifecycle, facts, next);
    }

    boolean isAliveIn(Lifecycle group) {
        return lifecycle.isAliveIn(group);
    }

    /** What counts in its present life. */
    Facts factsIn(Lifecycle group) {
        return facts.from(lifecycle.beginIn(group));
    }

    /** What the topic's group remembers of it. */
    TopicMark markIn(Lifecycle group) {
        return new TopicMark(isAliveIn(group), Objects.requireNonNull(lifecycle.newest()));
    }

    /** The newest of all statements. */
    Statement newest(Lifecycle group) {
        Statement own = Objects.requireNonNull(Statement.newer(factsIn(group).newest(), lifecycle.newest()));
        return isAliveIn(group) ? own : Objects.requireNonNull(Statement.newer(own, lifecycle.newestEnd(group)));
    }

    private static @Nullable Statement end(Lifecycle topic, Lifecycle group) {
        return Statement.newer(topic.ended(), group.ended());
    }
}
