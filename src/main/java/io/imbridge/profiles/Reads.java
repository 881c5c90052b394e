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
        @Nullable Statement found,
        @Nullable Statement gone,
        @Nullable Statement topics) {
    static final Reads NONE = new Reads(null, null, null);

    /** The same answers with one more. */
    Reads with(Change.Kind kind, Statement statement) {
        return switch (kind) {
            case FOUND -> new Reads(Statement.newer(found, statement), gone, topics);
            case GONE -> new Reads(found, Statement.newer(gone, statement), topics);
            case TOPICS_FOUND -> new Reads(found, gone, Statement.newer(topics, statement));
            case BEGINNING, CHANGE, END -> this;
        };
    }
}
