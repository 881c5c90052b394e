package io.imbridge.profiles;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way out of the fold.
 *
 * @param value null if the profile has ended
 */
record Output(Kind kind, byte @Nullable [] value) {
    /** The topic to which the record goes. */
    enum Kind {
        /** To the fold, with the group as key. */
        EVENT,
        GROUP,
        TOPIC,
        /** To the topic of corrections. */
        CORRECTION,
        DEAD_LETTER
    }
}
