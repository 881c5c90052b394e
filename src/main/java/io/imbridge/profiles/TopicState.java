package io.imbridge.profiles;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a topic: all statements about it that still count.
 *
 * @param groupId the group to which it belongs
 * @param version the version of the last published profile; 0 if none was published
 */
record TopicState(String groupId, Lifecycle lifecycle, Facts facts, long version) {
    static TopicState unknown(String groupId) {
        return new TopicState(groupId, Lifecycle.UNKNOWN, Facts.NONE, 0);
    }

    /** The state after an event about this topic. */
    TopicState with(Change change, Lifecycle group) {
        Lifecycle lived = lifecycle.with(change.kind(), change.bare());
        return new TopicState(groupId, lived, facts.with(change, end(lived, group)), version);
    }

    /** The state in another life of its group. */
    TopicState in(Lifecycle group) {
        return new TopicState(groupId, lifecycle, facts.since(end(lifecycle, group)), version);
    }

    TopicState withVersion(long next) {
        return new TopicState(groupId, lifecycle, facts, next);
    }

    boolean isAliveIn(Lifecycle group) {
        return lifecycle.isAliveIn(group);
    }

    /** The facts that count in its present life. */
    Facts factsIn(Lifecycle group) {
        return facts.from(lifecycle.beginIn(group));
    }

    /** The mark by which the topic's group remembers it. */
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
