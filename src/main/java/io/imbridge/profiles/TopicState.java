package io.imbridge.profiles;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a topic: all statements about it that still count.
 *
 * @param groupId the group to which it belongs
 * @param version the version of the last published profile; 0 if none was published
 */
record TopicState(String groupId, Life life, Facts facts, long version) {
    static TopicState unknown(String groupId) {
        return new TopicState(groupId, Life.UNKNOWN, Facts.NONE, 0);
    }

    /** The state after an event about this topic. */
    TopicState with(Change change, Life group) {
        Life lived = life.with(change.kind(), change.bare());
        return new TopicState(groupId, lived, facts.with(change, end(lived, group)), version);
    }

    /** The state in another life of its group. */
    TopicState in(Life group) {
        return new TopicState(groupId, life, facts.since(end(life, group)), version);
    }

    TopicState withVersion(long next) {
        return new TopicState(groupId, life, facts, next);
    }

    boolean isAliveIn(Life group) {
        return life.isAliveIn(group);
    }

    /** The facts that count in its present life. */
    Facts factsIn(Life group) {
        return facts.from(life.beginIn(group));
    }

    /** The mark by which the topic's group remembers it. */
    TopicMark markIn(Life group) {
        return new TopicMark(isAliveIn(group), Objects.requireNonNull(life.newest()));
    }

    /** The newest of all statements. */
    Told newest(Life group) {
        Told own = Objects.requireNonNull(Told.newer(factsIn(group).newest(), life.newest()));
        return isAliveIn(group) ? own : Objects.requireNonNull(Told.newer(own, life.newestEnd(group)));
    }

    private static @Nullable Told end(Life topic, Life group) {
        return Told.newer(topic.ended(), group.ended());
    }
}
