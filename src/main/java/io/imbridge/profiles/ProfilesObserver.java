package io.imbridge.profiles;

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

    /** The fold stopped, and begins again. */
    void failed();
}
