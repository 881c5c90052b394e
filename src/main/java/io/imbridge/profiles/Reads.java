package io.imbridge.profiles;

import org.jspecify.annotations.Nullable;

/**
 * What the vendor answered when it was asked: of each kind of answer the newest. The times are those of the questions.
 *
 * @param found when it told all of it
 * @param gone when it did not know it
 * @param topics when it told all topics of the group
 */
record Reads(
        @Nullable Told found, @Nullable Told gone, @Nullable Told topics) {
    static final Reads NONE = new Reads(null, null, null);

    /** The same with one answer more. */
    Reads with(Change.Kind kind, Told told) {
        return switch (kind) {
            case FOUND -> new Reads(Told.newer(found, told), gone, topics);
            case GONE -> new Reads(found, Told.newer(gone, told), topics);
            case TOPICS_FOUND -> new Reads(found, gone, Told.newer(topics, told));
            case BEGINNING, CHANGE, END -> this;
        };
    }
}
