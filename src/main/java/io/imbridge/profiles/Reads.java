package io.imbridge.profiles;

import org.jspecify.annotations.Nullable;

/**
 * The newest answer of the vendor of each kind. The times are the times of the questions.
 *
 * @param found when the vendor returned all fields
 * @param gone when the vendor did not know the group or topic
 * @param topics when the vendor returned all topics of the group
 */
record Reads(
        @Nullable Told found, @Nullable Told gone, @Nullable Told topics) {
    static final Reads NONE = new Reads(null, null, null);

    /** The same answers with one more. */
    Reads with(Change.Kind kind, Told told) {
        return switch (kind) {
            case FOUND -> new Reads(Told.newer(found, told), gone, topics);
            case GONE -> new Reads(found, Told.newer(gone, told), topics);
            case TOPICS_FOUND -> new Reads(found, gone, Told.newer(topics, told));
            case BEGINNING, CHANGE, END -> this;
        };
    }
}
