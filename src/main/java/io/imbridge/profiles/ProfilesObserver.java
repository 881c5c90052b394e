package io.imbridge.profiles;

import java.util.Locale;

/** Learns the results of events on their way into profiles. It is called on the fold's threads. */
public interface ProfilesObserver {
    /** The result of an event. */
    enum Outcome {
        /** A profile changed. */
        CHANGED,
        /** The event said nothing new: it is a duplicate, or late. */
        UNCHANGED,
        /** The event does not say which group or topic it is about. */
        UNATTRIBUTED,
        /** The event could not be read, or made a profile too large for Kafka. It went to the dead letters. */
        DEAD_LETTER
    }

    /** An event was processed. After a crash some events are reported again. */
    void folded(Outcome outcome);

    /** The kinds of differences between a profile and the vendor's answer. */
    enum DriftKind {
        /** The profile had another value. */
        DIFFERENT,
        /** The group, topic or value was not known. */
        UNKNOWN,
        /** The group, topic or value does not exist any more. */
        ENDED;

        /** The word in metrics and records. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A read found that a profile was wrong or incomplete, and corrected it. After a crash some corrections are
     * reported again.
     *
     * @param field {@code group} or {@code topic} for a whole one, otherwise a field of a profile
     */
    void drifted(String field, DriftKind kind);

    /**
     * A topic of this group changed just now, and the event does not say which. After a crash some events are reported
     * again.
     */
    void unattributed(String sdkAppId, String groupId);

    /** The fold stopped, and will begin again. */
    void failed();
}
