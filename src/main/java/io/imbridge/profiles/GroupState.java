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
record GroupState(Life life, Facts facts, SortedMap<String, TopicMark> topics, long version) {
    static final GroupState UNKNOWN = new GroupState(Life.UNKNOWN, Facts.NONE, new TreeMap<>(), 0);

    GroupState {
        topics = Collections.unmodifiableSortedMap(topics);
    }

    /** The same after an event about the group itself. */
    GroupState with(Change change) {
        Life lived = life.with(change.kind(), change.bare());
        return new GroupState(lived, facts.with(change, lived.ended()), topics, version);
    }

    /** The same with other topics. */
    GroupState withTopics(SortedMap<String, TopicMark> others) {
        return new GroupState(life, facts, others, version);
    }

    GroupState withVersion(long next) {
        return new GroupState(life, facts, topics, next);
    }

    boolean isAlive() {
        return life.isAlive();
    }

    /** What counts in its present life. */
    Facts presentFacts() {
        return facts.from(life.begin());
    }

    /** The newest of all statements, those about its topics' beginning and end included. */
    Told newest() {
        Told newest = Told.newer(presentFacts().newest(), life.newest());
        newest = isAlive() ? newest : Told.newer(newest, life.reads().gone());
        for (TopicMark mark : topics.values()) {
            newest = Told.newer(newest, mark.since());
        }
        return Objects.requireNonNull(newest);
    }
}
