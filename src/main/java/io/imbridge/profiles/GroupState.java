package io.imbridge.profiles;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of a group: all statements about it that still count.
 *
 * @param topics all topics of the group that were ever mentioned, by id
 * @param version the version of the last published profile; 0 if none was published
 */
record GroupState(Lifecycle lifecycle, Facts facts, SortedMap<String, TopicMark> topics, long version) {
    static final GroupState UNKNOWN = new GroupState(Lifecycle.UNKNOWN, Facts.NONE, new TreeMap<>(), 0);

    GroupState {
        topics = Collections.unmodifiableSortedMap(topics);
    }

    /** The state after an event about the group itself. */
    GroupState with(Change change) {
        Lifecycle lived = lifecycle.with(change.kind(), change.bare());
        return new GroupState(lived, facts.with(change, lived.ended()), topics, version);
    }

    /** The same state with other topics. */
    GroupState withTopics(SortedMap<String, TopicMark> others) {
        return new GroupState(lifecycle, facts, others, version);
    }

    GroupState withVersion(long next) {
        return new GroupState(lifecycle, facts, topics, next);
    }

    boolean isAlive() {
        return lifecycle.isAlive();
    }

    /** The facts that count in the group's present life. */
    Facts presentFacts() {
        return facts.from(lifecycle.begin());
    }

    /** The newest of all statements, including those about the beginning and end of its topics. */
    Statement newest() {
        Statement newest = Statement.newer(presentFacts().newest(), lifecycle.newest());
        newest = isAlive() ? newest : Statement.newer(newest, lifecycle.reads().gone());
        for (TopicMark mark : topics.values()) {
            newest = Statement.newer(newest, mark.since());
        }
        return Objects.requireNonNull(newest);
    }
}
