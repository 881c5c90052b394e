package io.imbridge.profiles;

import io.imbridge.profiles.Correction.Difference;
import io.imbridge.profiles.ProfilesObserver.DriftKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares profiles with the vendor's answers and finds the differences. */
final class Drift {
    /** Reads and callbacks state these fields in different ways, so they are not compared. */
    private static final Set<String> NOT_READ = Set.of("createdTime", "attributes");

    private Drift() {}

    /** The correction that a read made to a group; null if it made none. */
    static @Nullable Correction ofGroup(GroupState before, GroupState after) {
        Lifecycle lifecycle = before.lifecycle();
        boolean wasAlive = lifecycle.heard() != null && before.isAlive();
        if (wasAlive != after.isAlive()) {
            return ofLife(null, wasAlive, after.version(), wasAlive ? lifecycle.last() : lifecycle.ended());
        }
        return wasAlive ? ofFields(null, after.version(), before.presentFacts(), after.presentFacts()) : null;
    }

    /** The correction that a read made to a topic; null if it made none. */
    static @Nullable Correction ofTopic(
            String topicId,
            @Nullable TopicState before,
            Lifecycle groupBefore,
            TopicState after,
            Lifecycle groupAfter) {
        boolean wasAlive = before != null && before.isAliveIn(groupBefore);
        if (wasAlive != after.isAliveIn(groupAfter)) {
            Lifecycle lifecycle = before == null ? Lifecycle.UNKNOWN : before.lifecycle();
            return ofLife(topicId, wasAlive, after.version(), wasAlive ? lifecycle.last() : lifecycle.ended());
        }
        return wasAlive
                ? ofFields(
                        topicId,
                        after.version(),
                        Objects.requireNonNull(before).factsIn(groupBefore),
                        after.factsIn(groupAfter))
                : null;
    }

    private static Correction ofLife(
            @Nullable String topicId, boolean wasAlive, long version, @Nullable Statement since) {
        return new Correction(topicId, wasAlive ? DriftKind.ENDED : DriftKind.UNKNOWN, version, since, List.of());
    }

    private static @Nullable Correction ofFields(@Nullable String topicId, long version, Facts before, Facts after) {
        Set<String> places = new TreeSet<>(before.values().keySet());
        places.addAll(after.values().keySet());
        List<Difference> differences = new ArrayList<>();
        for (String place : places) {
            Statement was = before.values().get(place);
            Difference difference = new Difference(
                    place, value(was), value(after.values().get(place)), was == null ? before.clearedAt(place) : was);
            if (!NOT_READ.contains(difference.field()) && !isSame(difference)) {
                differences.add(difference);
            }
        }
        return differences.isEmpty()
                ? null
                : new Correction(topicId, DriftKind.DIFFERENT, version, Correction.oldest(differences), differences);
    }

    /** An empty value and no value are the same to people, and in some of the vendor's answers. */
    private static boolean isSame(Difference difference) {
        return Objects.requireNonNullElse(difference.was(), "").equals(Objects.requireNonNullElse(difference.is(), ""));
    }

    private static @Nullable String value(@Nullable Statement statement) {
        return statement == null ? null : statement.value();
    }
}
