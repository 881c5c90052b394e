package io.imbridge.profiles;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Computes the next state of a group and its topics from the known state and one event. It is a pure function.
 *
 * <p>It is commutative, and repeated events do not matter: the same events in any order give the same profiles, except
 * for their versions, which count the changes.
 */
final class Fold {
    /**
     * The state after an event.
     *
     * @param group the group
     * @param isGroupPublished whether the group's profile has changed
     * @param topics the topics whose state has changed, by id
     * @param published the topics among them whose profile has changed
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
     * @param group the known state of the group
     * @param topics gives the known state of a topic of the group, by id; null if the topic is unknown
     * @param floor the lowest version for a profile without a known version: the present time in microseconds,
     *     which is more than any version that was published before all profiles were rebuilt
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

    /** The new states of the topics that an event is about. */
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

    /** The new states of a group's topics after the group's own life has changed. */
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

    /** Whether a topic's state or profile is different in its group's new life. */
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
