package io.imbridge.profiles;

import io.imbridge.profiles.ProfilesObserver.DriftKind;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells in what profiles were different from what the vendor said when it was asked. */
final class Drift {
    private static final String GROUP = "group";
    private static final String TOPIC = "topic";
    private static final String CREATED = "createdTime";
    private static final String ATTRIBUTES = "attributes";

    private final ProfilesObserver observer;

    Drift(ProfilesObserver observer) {
        this.observer = observer;
    }

    /** What a read made of a group. */
    void ofGroup(GroupState before, GroupState after) {
        boolean wasAlive = before.life().heard() != null && before.isAlive();
        if (isAlive(GROUP, wasAlive, after.isAlive())) {
            compare(before.presentFacts(), after.presentFacts());
        }
    }

    /** What a read made of a topic. */
    void ofTopic(@Nullable TopicState before, Life groupBefore, TopicState after, Life groupAfter) {
        boolean wasAlive = before != null && before.isAliveIn(groupBefore);
        if (isAlive(TOPIC, wasAlive, after.isAliveIn(groupAfter))) {
            compare(Objects.requireNonNull(before).factsIn(groupBefore), after.factsIn(groupAfter));
        }
    }

    /** Whether it was alive and is. */
    private boolean isAlive(String what, boolean wasAlive, boolean isAlive) {
        if (wasAlive != isAlive) {
            observer.drifted(what, isAlive ? DriftKind.UNKNOWN : DriftKind.ENDED);
        }
        return wasAlive && isAlive;
    }

    private void compare(Facts before, Facts after) {
        Set<String> places = new TreeSet<>(before.values().keySet());
        places.addAll(after.values().keySet());
        for (String place : places) {
            int dot = place.indexOf('.');
            String field = dot < 0 ? place : place.substring(0, dot);
            if (!field.equals(CREATED) && !field.equals(ATTRIBUTES)) {
                compare(field, value(before, place), value(after, place));
            }
        }
    }

    private void compare(String field, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            observer.drifted(
                    field, before == null ? DriftKind.UNKNOWN : after == null ? DriftKind.ENDED : DriftKind.DIFFERENT);
        }
    }

    private static @Nullable String value(Facts facts, String place) {
        Told told = facts.values().get(place);
        return told == null ? null : told.value();
    }
}
