package io.imbridge.profiles;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way out of the fold.
 *
 * @param value null where the profile has ended
 */
record Output(Kind kind, byte @Nullable [] value) {
    /** Where it goes. */
    enum Kind {
        /** To the fold, by group. */
        EVENT,
        GROUP,
        TOPIC,
        /** To what reads corrected. */
        CORRECTION,
        DEAD_LETTER
    }
}
