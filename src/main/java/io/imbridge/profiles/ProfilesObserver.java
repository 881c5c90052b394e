package io.imbridge.profiles;

import java.util.Locale;

/** Is told what becomes of events on their way into profiles. Called on the fold's threads. */
public interface ProfilesObserver {
    /** What became of an event. */
    enum Outcome {
        /** A profile changed. */
        CHANGED,
        /** It said nothing new: a duplicate, or late. */
        UNCHANGED,
        /** It does not say which group or topic it is about. */
        UNATTRIBUTED,
        /** It could not be read, or made a profile too large for Kafka: it went to the dead letters. */
        DEAD_LETTER
    }

    /** One event was looked at. After a crash some are told again. */
    void folded(Outcome outcome);

    /** In what a profile was different from what the vendor said when it was asked. */
    enum DriftKind {
        /** It has another value. */
        DIFFERENT,
        /** It was not known. */
        UNKNOWN,
        /** It is no more. */
        ENDED;

        /** As it is counted and told. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A read found that a profile was wrong, or did not know all, and corrected it. After a crash some are told again.
     *
     * @param field {@code group} and {@code topic} for the whole of one, else one of the fields of a profile
     */
    void drifted(String field, DriftKind kind);

    /** A topic of this group changed just now, and nobody says which. After a crash some are told again. */
    void unattributed(String sdkAppId, String groupId);

    /** The fold stopped, and begins again. */
    void failed();
}
