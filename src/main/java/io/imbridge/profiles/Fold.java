package io.imbridge.profiles;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what is known of a group and its topics, and of one event, what is known then: a pure function.
 *
 * <p>It is commutative, and it does not matter how often an event comes: the same events in any order give the same
 * profiles, but for their versions, which count the changes.
 */
final class Fold {
    /**
     * What is known after an event.
     *
     * @param group the group
     * @param isGroupPublished whether the group's profile has changed
     * @param topics those topics of which something else is known now, by id
     * @param published those of them whose profile has changed
     */
    record Outcome(
            GroupState group,
            boolean isGroupPublished,
            SortedMap<String, TopicState> topics,
            SortedMap<String, TopicState> published) {}

    private Fold() {}

    /**
     * Folds an event in.
     *
     * @param group what is known of the group
     * @param topics what is known of a topic of the group, by id; null for nothing
     * @param floor the least version of a profile of which none is known: the present time, in microseconds, is more than
     *     any that was published before all was made anew
     */
    static Outcome fold(GroupState group, Function<String, @Nullable TopicState> topics, Change change, long floor) {
        GroupState groupAfter = change.topicIds().isEmpty() ? group.with(change) : group;
        SortedMap<String, TopicState> changed =
                change.topicIds().isEmpty() ? afterLife(group, groupAfter, topics) : afterChange(group, topics, change);
        SortedMap<String, TopicState> published = new TreeMap<>();
        SortedMap<String, TopicMark> marks = new TreeMap<>(group.topics());
        for (Map.Entry<String, TopicState> entry : changed.entrySet()) {
            String id = entry.getKey();
            TopicState before = topics.apply(id);
            boolean wasAlive = before == null ? group.isAlive() : before.isAliveIn(group.lifecycle());
            TopicState after = entry.getValue();
            if (wasAlive || after.isAliveIn(groupAfter.lifecycle())) {
                TopicState next =
                        after.withVersion(version(after.version(), after.newest(groupAfter.lifecycle()), floor));
                entry.setValue(next);
                published.put(id, next);
            }
            marks.put(id, after.markIn(groupAfter.lifecycle()));
        }
        groupAfter = groupAfter.withTopics(marks);
        boolean isPublished = !groupAfter.equals(group) && (group.isAlive() || groupAfter.isAlive());
        return new Outcome(
                isPublished
                        ? groupAfter.withVersion(version(groupAfter.version(), groupAfter.newest(), floor))
                        : groupAfter,
                isPublished,
                changed,
                published);
    }

    /** The topics that an event is about. */
    private static SortedMap<String, TopicState> afterChange(
            GroupState group, Function<String, @Nullable TopicState> topics, Change change) {
        SortedMap<String, TopicState> changed = new TreeMap<>();
        for (String id : change.topicIds()) {
            TopicState known = topics.apply(id);
            TopicState before = known == null ? TopicState.unknown(change.groupId()) : known;
            TopicState after = before.with(change, group.lifecycle());
            if (!after.equals(known)) {
                changed.put(id, after);
            }
        }
        return changed;
    }

    /** The topics of a group whose own life has become another one. */
    private static SortedMap<String, TopicState> afterLife(
            GroupState before, GroupState after, Function<String, @Nullable TopicState> topics) {
        SortedMap<String, TopicState> changed = new TreeMap<>();
        if (!after.lifecycle().isSameForTopics(before.lifecycle())) {
            for (String id : before.topics().keySet()) {
                TopicState known = topics.apply(id);
                TopicState now = known == null ? null : known.in(after.lifecycle());
                if (now != null && isAnother(known, before.lifecycle(), now, after.lifecycle())) {
                    changed.put(id, now);
                }
            }
        }
        return changed;
    }

    /** Whether a topic looks different in its group's new life. */
    private static boolean isAnother(TopicState before, Lifecycle groupBefore, TopicState after, Lifecycle groupAfter) {
        return !after.equals(before)
                || after.isAliveIn(groupAfter) != before.isAliveIn(groupBefore)
                || !after.factsIn(groupAfter).equals(before.factsIn(groupBefore));
    }

    private static long version(long last, Statement newest, long floor) {
        long least = last == 0 ? floor : last + 1;
        return Math.max(least, TimeUnit.MILLISECONDS.toMicros(newest.stamp().time()));
    }
}
