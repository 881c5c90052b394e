package io.imbridge.profiles;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that was said of a group and still counts.
 *
 * @param topics those that were ever heard of, by id
 * @param version of the profile that was published last; 0 for none
 */
record GroupState(Lifecycle lifecycle, Facts facts, SortedMap<String, TopicMark> topics, long version) {
    static final GroupState UNKNOWN = new GroupState(Lifecycle.UNKNOWN, Facts.NONE, new TreeMap<>(), 0);

    GroupState {
        topics = Collections.unmodifiableSortedMap(topics);
    }

    /** The same after an event about the group itself. */
    GroupState with(Change change) {
        Lifecycle lived = lifecycle.with(change.kind(), change.bare());
        return new GroupState(lived, facts.with(change, lived.ended()), topics, version);
    }

    /** The same with other topics. */
    GroupState withTopics(SortedMap<String, TopicMark> others) {
        return new GroupState(lifecycle, facts, others, version);
    }

    GroupState withVersion(long next) {
        return new GroupState(lifecycle, facts, topics, next);
    }

    boolean isAlive() {
        return lifecycle.isAlive();
    }

    /** What counts in its present life. */
    Facts presentFacts() {
        return facts.from(lifecycle.begin());
    }

    /** The newest of all statements, those about its topics' beginning and end included. */
    Statement newest() {
        Statement newest = Statement.newer(presentFacts().newest(), lifecycle.newest());
        newest = isAlive() ? newest : Statement.newer(newest, lifecycle.reads().gone());
        for (TopicMark mark : topics.values()) {
            newest = Statement.newer(newest, mark.since());
        }
        return Objects.requireNonNull(newest);
    }
}
