package io.imbridge.profiles;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that was said of a topic and still counts.
 *
 * @param groupId the group that it belongs to
 * @param version of the profile that was published last; 0 for none
 */
record TopicState(String groupId, Life life, Facts facts, long version) {
    static TopicState unknown(String groupId) {
        return new TopicState(groupId, Life.UNKNOWN, Facts.NONE, 0);
    }

    /** The same after an event about this topic. */
    TopicState with(Change change, Life group) {
        Life lived = life.with(change.kind(), change.bare());
        return new TopicState(groupId, lived, facts.with(change, end(lived, group)), version);
    }

    /** The same when its group's life is another one. */
    TopicState in(Life group) {
        return new TopicState(groupId, life, facts.since(end(life, group)), version);
    }

    TopicState withVersion(long next) {
        return new TopicState(groupId, life, facts, next);
    }

    boolean isAliveIn(Life group) {
        return life.isAliveIn(group);
    }

    /** What counts in its present life. */
    Facts factsIn(Life group) {
        return facts.from(life.beginIn(group));
    }

    /** What the topic's group remembers of it. */
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
